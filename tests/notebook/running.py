"""Execute the statistician's notebook, and write it again with what it printed.

`python -m tests.notebook.running` rewrites docs/cuadernos/indice.ipynb. What names a machine or
changes from run to run (times, versions of the interpreter) is not kept.
"""

import os
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import nbformat
from nbformat import NotebookNode

ROOT: Final = Path(__file__).resolve().parents[2]
NOTEBOOK: Final = ROOT / "docs" / "cuadernos" / "indice.ipynb"
SECONDS: Final = 120
RESOURCES: Final = {"metadata": {"path": str(NOTEBOOK.parent)}}
KERNEL: Final = {"display_name": "Python 3", "language": "python", "name": "python3"}


def stored() -> NotebookNode:
    return nbformat.read(NOTEBOOK, as_version=4)


def executed(given: NotebookNode) -> NotebookNode:
    """A copy of a notebook with the outputs of this machine. Raises what a cell raises."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the notebook's own machinery, not of ours
        from nbclient import NotebookClient

        copy = nbformat.from_dict(given)
        _import_our_source()
        with TemporaryDirectory() as folder:
            client = NotebookClient(copy, timeout=SECONDS, resources=RESOURCES)
            manager = client.create_kernel_manager()
            manager.transport = "ipc"  # files of this user instead of ports
            manager.ip = str(Path(folder) / "kernel")
            client.execute()
    return cleaned(copy)


def cleaned(given: NotebookNode) -> NotebookNode:
    """Without the times of each cell nor the description of the interpreter."""
    given.metadata = nbformat.from_dict(
        {"kernelspec": dict(KERNEL), "language_info": {"name": "python"}}
    )
    for cell in given.cells:
        cell.metadata = nbformat.from_dict({})
    return given


def printed(cell: NotebookNode) -> str:
    """What a cell wrote on standard output."""
    return "".join(each.text for each in cell.get("outputs", []) if each.output_type == "stream")


def write(given: NotebookNode) -> None:
    nbformat.write(given, NOTEBOOK)


def _import_our_source() -> None:
    """The kernel is another process: it finds the package where the tests do."""
    source = str(ROOT / "src")
    known = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    if source not in known:
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [source, *known]))


if __name__ == "__main__":
    write(executed(stored()))
