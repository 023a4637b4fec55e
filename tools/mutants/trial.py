"""One mutant, tried: a forked process imports the spoilt module from memory and runs its tests.

The process that forks has imported other people's libraries and nothing of the product, so what
the child imports is all new, and Polars has not started the threads that a fork would lose.
"""

import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import resource
import signal
import sys
import traceback
import warnings
from collections.abc import Sequence
from pathlib import Path
from types import CodeType
from typing import Final

import pytest

from tools.mutants.spots import Mutant

# Dear to import and free of threads and of settings until they are used.
WARMED: Final = (
    "click",
    "cryptography.hazmat.primitives.serialization",
    "django.contrib.staticfiles",
    "django.core.management",
    "django.db.backends.sqlite3.base",
    "django.db.models",
    "django.forms",
    "django.template",
    "django.test",
    "django.views",
    "hypothesis",
    "jsonschema",
    "numpy",
    "openpyxl",
    "polars",
    "pydantic",
    "python_calamine",
    "rich.console",
    "shapely",
    "xlsxwriter",
    "yaml",
)
MEMORY: Final = 12 * 2**30  # bytes of addresses
FILE: Final = 8 * 2**30  # bytes of one written file
BROKEN: Final = 70  # the code of a trial that failed by itself, before pytest began


class Spoilt(importlib.abc.MetaPathFinder, importlib.machinery.SourceFileLoader):
    """Finds one module, the mutant's, and gives its changed source instead of the file's."""

    def __init__(self, mutant: Mutant, root: Path) -> None:
        self.file = root / mutant.path
        super().__init__(mutant.module, str(self.file))
        self.source = mutant.spoilt(self.file.read_bytes())
        self.ran = False

    def find_spec(self, fullname: str, path: object, target: object = None):
        if fullname != self.name:
            return None
        inside = [str(self.file.parent)] if self.file.name == "__init__.py" else None
        return importlib.util.spec_from_file_location(
            fullname, self.file, loader=self, submodule_search_locations=inside
        )

    def get_code(self, fullname: str) -> CodeType:
        self.ran = True
        return compile(self.source, str(self.file), "exec", dont_inherit=True)


class Chosen:
    """Keeps the chosen tests of the collected files, in the order in which they were chosen."""

    def __init__(self, tests: Sequence[str]) -> None:
        self.place = {test: place for place, test in enumerate(tests)}

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        kept = (item for item in items if item.nodeid in self.place)
        items[:] = sorted(kept, key=lambda item: self.place[item.nodeid])


def warm() -> None:
    """Import what every trial needs, once."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in WARMED:
            importlib.import_module(name)


def start(mutant: Mutant | None, tests: Sequence[str], seconds: float, folder: Path) -> int:
    """The number of a new process that runs these tests; it ends with pytest's code.

    `seconds` of processor time are what it may take; `folder` holds whatever it writes.
    """
    child = os.fork()
    if child:
        return child
    code = BROKEN
    try:
        os.setsid()
        _settle(seconds, folder)
        code = _run(mutant, tests, folder)
    except BaseException:  # noqa: BLE001 (a child must not return into its parent's code)
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


def _run(mutant: Mutant | None, tests: Sequence[str], folder: Path) -> int:
    spoilt = Spoilt(mutant, Path.cwd()) if mutant is not None else None
    if spoilt:
        sys.meta_path.insert(0, spoilt)
    files = dict.fromkeys(test.partition("::")[0] for test in tests)
    options = ["-x", "-q", "--no-header", "-p", "no:cacheprovider", "--hypothesis-seed=0"]
    options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # warmed on purpose
    basetemp = f"--basetemp={folder / 'pytest'}"
    try:
        return int(pytest.main([*options, basetemp, *files], plugins=[Chosen(tests)]))
    except Exception:
        if spoilt is None or not spoilt.ran:
            raise
        traceback.print_exc()  # spoilt, the product does not start: whoever runs it notices
        return int(pytest.ExitCode.TESTS_FAILED)


def _settle(seconds: float, folder: Path) -> None:
    """Limits, a folder of its own for what is written, and no terminal."""
    out = os.open(folder / "output.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(out, 1)
    os.dup2(out, 2)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE, FILE))
    os.environ["TMPDIR"] = str(folder)
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = str(folder / "hypothesis")
    os.environ.pop("DATABASE_URL", None)
