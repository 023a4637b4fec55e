"""Which of the product's sources a process runs when it makes a publication again."""

import json
import subprocess
import sys
from pathlib import Path

from sinasec.publications.kinds import kind
from sinasec.publications.trust.code_version import SOURCES

SCRIPT = """
import importlib, json, sys
from pathlib import Path
dotted, folder = sys.argv[1:]
module, _, name = dotted.partition(":")
rebuilt = getattr(importlib.import_module(module), name)
folder = Path(folder)
made = rebuilt(folder, json.loads((folder / "datapackage.json").read_bytes()))
ours = [one.__file__ for name, one in sys.modules.items() if name.split(".")[0] == "sinasec"]
print(json.dumps({"id": made.package.id, "ran": ours}))
"""


def sources_run(of: str, folder: Path) -> set[Path]:
    """The files that making the publication in `folder` again runs, in a process of its own."""
    command = [sys.executable, "-W", "error", "-c", SCRIPT, kind(of).rebuild, str(folder)]
    done = subprocess.run(
        command, check=True, capture_output=True, text=True, env={"PYTHONPATH": str(SOURCES.parent)}
    )
    said = json.loads(done.stdout)
    assert said["id"] == folder.name
    return {Path(file) for file in said["ran"]}
