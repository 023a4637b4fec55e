"""Which test reaches which line, from one run of the suite under coverage.

As a pytest plugin (`-p tools.mutants.reach`) it writes, where MUTANTS_REACH says, what the run
reached. What a fixture of a module or of the whole session does counts for every test that
asks for the fixture, and what is remembered between calls is forgotten before each test file:
otherwise only the first test to need it would be seen to reach it.
"""

import gc
import json
import os
import time
from collections import defaultdict
from collections.abc import Iterator
from functools import _lru_cache_wrapper  # type: ignore[attr-defined]
from pathlib import Path
from typing import Any, Final

import coverage
import pytest

PACKAGES: Final = ("spreadsheets", "compliance", "publications", "web")
IMPORTED: Final = "(imported)"


class Reach:
    """The plugin: one context of coverage for each test and for each shared fixture."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.folder, self.root = folder, root
        include = [str(root / "src" / "sinasec" / name / "*") for name in PACKAGES]
        self.coverage = coverage.Coverage(
            data_file=None, config_file=False, include=include, messages=False
        )
        self.seconds: dict[str, float] = defaultdict(float)
        self.fixtures: dict[str, list[str]] = {}
        self.context = IMPORTED
        self.began = time.process_time()
        self.file = ""
        self.red: set[str] = set()
        self.skipped: set[str] = set()

    def start(self) -> None:
        self.coverage.start()
        self._switch(IMPORTED)

    def _switch(self, context: str) -> str:
        """Go to that context; the one left, for which the processor's time counts until now."""
        now, left = time.process_time(), self.context
        self.seconds[left] += now - self.began
        self.context, self.began = context, now
        self.coverage.switch_context(context)
        return left

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[Any]:
        file = item.nodeid.partition("::")[0]
        if file != self.file:
            self.file = file
            _forget()
        before = self._switch(item.nodeid)
        try:
            return (yield)
        finally:
            self._switch(before)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any, request: Any) -> Iterator[Any]:
        if fixturedef.scope == "function":
            return (yield)
        before = self._switch(_name(fixturedef))
        try:
            return (yield)
        finally:
            self._switch(before)

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_setup(self, item: Any) -> None:
        known = item._fixtureinfo.name2fixturedefs.values()
        shared = [one for several in known for one in several if one.scope != "function"]
        self.fixtures[item.nodeid] = sorted({_name(one) for one in shared})

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.red.add(report.nodeid)
        elif report.skipped:
            self.skipped.add(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        self._switch(IMPORTED)
        self.coverage.stop()
        data = self.coverage.get_data()
        lines = {
            Path(file).relative_to(self.root).as_posix(): data.contexts_by_lineno(file)
            for file in data.measured_files()
        }
        out = self.red | self.skipped
        tests = {test: shared for test, shared in self.fixtures.items() if test not in out}
        said = {"tests": tests, "seconds": dict(self.seconds), "lines": lines}
        path = self.folder / f"{os.getpid()}.json"
        path.write_text(json.dumps(said | {"red": sorted(self.red)}), encoding="utf-8")


def _name(fixture: Any) -> str:
    return f"{fixture.baseid}::{fixture.argname} (fixture)"


def _forget() -> None:
    """Empty what the product remembers between calls (what tests remember may be on the disk)."""
    for one in gc.get_objects():
        if type(one) is _lru_cache_wrapper:  # asking a lazy object would wake it
            module = getattr(one, "__module__", None) or ""
            if module.startswith("sinasec."):
                one.cache_clear()


def pytest_configure(config: pytest.Config) -> None:
    if folder := os.environ.get("MUTANTS_REACH"):
        reach = Reach(Path(folder), config.rootpath)
        config.pluginmanager.register(reach, "reach")
        reach.start()
