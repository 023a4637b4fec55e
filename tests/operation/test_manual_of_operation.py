"""The chapter on operation: what doctor can say is in it, and what it tells to type exists."""

import ast
import re
import shlex
from pathlib import Path

import pytest
from tools.manual import FOLDER

import sinasec
from tests.every_command import leaves

TEXT = (FOLDER / "operacion.md").read_text(encoding="utf-8")
SOURCE = Path(sinasec.__file__).parent
GIVES = re.compile(
    r"publications\.finding import .*\bHealthFinding\b"
)  # of an installation; a duty has others
NAMES = {"ABOUT", "UNCOMPARED", "about"}  # what holds the code where it is not written in place
CALLS = {"HealthFinding", "_reading", "unreadable"}


def codes_of(path: Path) -> set[str]:
    """Every code of a finding that a module can give; fails for one that cannot be known."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and named(node.func) in CALLS:
            first = node.args[0]
            if isinstance(first, ast.Constant):
                found.add(first.value)
            else:
                assert named(first) in NAMES, ast.unparse(node)
        if isinstance(node, ast.Assign | ast.AnnAssign):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if named(target) in NAMES and isinstance(node.value, ast.Constant):
                found.add(node.value.value)
    return found


def named(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def told() -> set[str]:
    section = TEXT.partition("## Si doctor encuentra algo")[2].partition("\n## ")[0]
    return set(re.findall(r"^\| `([\w-]+)`", section, re.M))


def test_every_code_that_doctor_can_give_is_explained_and_no_other():
    giving = [path for path in SOURCE.rglob("*.py") if GIVES.search(path.read_text("utf-8"))]
    shared = SOURCE / "publications" / "finding.py"  # the codes that several modules give
    every = set().union(*(codes_of(path) for path in [*giving, shared]))
    assert {"hechos", "claves", "instalacion"} <= every
    assert told() == every


def typed() -> list[str]:
    """What the chapter tells to type after `sinasec`, in its blocks and in its lines."""
    blocks = re.findall(r"```(?:sh)?\n(.*?)```", TEXT, re.S)
    lines = [line for block in blocks for line in block.splitlines()]
    lines += [" ".join(each.split()) for each in re.findall(r"`(sinasec [^`]+)`", TEXT)]
    found = [re.search(r"(?:^|[\s/])sinasec ([a-z][a-z-]* ?.*)$", line) for line in lines]
    outside = ("useradd", "exec sudo")  # the account, and what puts its settings
    return [each[1] for each in found if each and not any(o in each.string for o in outside)]


@pytest.mark.parametrize("line", typed())
def test_every_command_that_it_tells_to_type_exists(line):
    words = shlex.split(line.split(" >")[0].split("; ")[0], comments=True)
    found = [each for name, each in leaves() if words[: len(name.split())] == name.split()]
    assert len(found) == 1, line
    [command] = found
    options = {flag for each in command.params for flag in each.opts + each.secondary_opts}
    assert not [word for word in words if word.startswith("--") and word not in options]


def test_there_is_what_to_look_at():
    lines = typed()
    assert len(lines) > 20
    assert any(line.startswith("restore --keys") for line in lines)
    assert any("--publication" in line for line in lines)


def test_the_dates_of_cron_are_escaped():
    [cron] = re.findall(r"```\n(MAILTO.*?)```", TEXT, re.S)
    assert "date" in cron
    assert not re.search(r"(?<!\\)%", cron)


def test_every_link_inside_leads_somewhere():
    headings = {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", TEXT, re.M)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) <= headings
