"""Nothing is written that the audit is not told of: every function of the program is looked at."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import sinasec

PACKAGE = Path(sinasec.__file__).parent
# The text of a migration, and the made-up country.
APART = ("migrations", "risk/simulation/")
NOTES = {"record", "record_event", "_note_acts", "_note_person", "_note_rows", "announced"}
OPENS = {"registering", "registering_letter", "_writing", "_saying"}
FOLDERS = {"sinasec.warehouse.journal": "append", "sinasec.warehouse.place": "place"}
MANY = {"bulk_create", "bulk_update", "get_or_create", "update_or_create"}
ROWS = {"create", "delete", "save", "update"}  # of rows when they are given no position
# Those that write and tell nobody, and why. What is written within what another notes is told of.
EXCUSED = {
    "accounts/actions.py:_end": "within what each action notes",
    "accounts/actions.py:_invitation": "within what each action notes",
    "accounts/actions.py:_mandate": "within what each action notes",
    "accounts/actions.py:_writing": "how the writes about people are opened",
    "accounts/models.py:new": "within `invite`, and so noted",
    "accounts/throttle.py:forget_old": "tries to enter, kept a day",
    "accounts/throttle.py:begin": "a try to enter, which is no fact",
    "accounts/throttle.py:forgive": "a try to enter, which is no fact",
    "accounts/throttle.py:not_bad": "a try to enter, which is no fact",
    "demonstration/people.py:invent_people": "invented people, each given their posts and so noted",
    "web/desk/adapters.py:login": "sessions that ended by themselves",
    "audit/events.py:record": "it is the one that notes",
    "compliance/storage.py:_insert": "within `register_acts` and `_add`, and so noted",
    "letters/registering.py:registering_letter": "how the writes of letters are opened",
    "publications/afterwards/actions.py:_saying": "how its three writes are opened",
    "publications/keep.py:_placed": "before its row, which `record.record` notes",
    "records/chain.py:_add": "the chain itself",
    "risk/priority/actions.py:_recorded": "within `prioritise`, and so noted",
    "warehouse/heal.py:_adopted": "what `keep` announced before it was killed",
    "warehouse/keep.py:keep": "`_placed` announces it",
    "work/held.py:change": "how far a piece of work is, told by whoever does it",
    "work/held.py:keep": "that whoever does it is alive",
    "work/held.py:let_go": "that whoever did it stopped",
    "work/held.py:take": "that somebody does it",
    "work/nights.py:plant": "the program plans its own nights",
    "work/outbox.py:forget": "what ended long ago, by itself",
    "work/outbox.py:let_go": "what the backup that was restored had unfinished",
}


def functions() -> Iterator[tuple[str, ast.FunctionDef, set[str]]]:
    """Each, and the names by which its module keeps folders."""
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if any(part in name for part in APART):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        taken = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        keeps = {
            one.name
            for node in taken
            for one in node.names
            if FOLDERS.get(node.module or "") == one.name
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                yield f"{name}:{node.name}", node, keeps


def called(node: ast.AST) -> Iterator[str]:
    for each in ast.walk(node):
        if isinstance(each, ast.Call):
            name = each.func
            if isinstance(name, ast.Name | ast.Attribute):
                yield name.id if isinstance(name, ast.Name) else name.attr


def writes(node: ast.FunctionDef, keeps: set[str]) -> bool:
    """It opens a registration, changes rows of a table, or keeps a folder."""
    for each in ast.walk(node):
        if not isinstance(each, ast.Call):
            continue
        if isinstance(each.func, ast.Name) and each.func.id in OPENS | keeps:
            return True
        if isinstance(each.func, ast.Attribute):
            name = each.func.attr
            if name in MANY or (name in ROWS and not each.args):
                return True
        if any("INSERT INTO" in text for text in texts(each)):
            return True
    return False


def texts(node: ast.AST) -> Iterator[str]:
    for each in ast.walk(node):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield each.value


def notes(node: ast.FunctionDef) -> bool:
    return bool(NOTES & {*called(node)})


WRITERS = {name: node for name, node, keeps in functions() if writes(node, keeps)}


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_what_writes_is_told_of(name):
    if name not in EXCUSED:
        assert notes(WRITERS[name]), f"{name} writes and does not call audit.events.record"


def test_none_is_excused_that_needs_it_no_more():
    assert {name for name in EXCUSED if name not in WRITERS or notes(WRITERS[name])} == set()


# What is kept in folders is told of by whoever asks for it: `data load`, the workbench.
DOORS = {
    ("sinasec.intake.bulk.load", "load"),
    ("sinasec.warehouse", "activate"),
}
IN_A_MODULE = {"sinasec.risk.editions": "store"}


def doors() -> Iterator[tuple[str, bool]]:
    """Each call of one of them, and whether it says who is told."""
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if any(part in name for part in APART):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        taken = [
            (node.module or "", one)
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for one in node.names
        ]
        called = {one.asname or one.name for module, one in taken if (module, one.name) in DOORS}
        modules = {
            one.asname or one.name for module, one in taken if IN_A_MODULE.get(module) == one.name
        }
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            of = node.func
            plain = isinstance(of, ast.Name) and of.id in called
            kept = (
                isinstance(of, ast.Attribute)
                and of.attr == "keep"
                and isinstance(of.value, ast.Name)
                and of.value.id in modules
            )
            if plain or kept:
                yield f"{name}:{node.lineno}", "announced" in {word.arg for word in node.keywords}


def test_what_is_kept_in_folders_is_told_of_by_every_door():
    found = list(doors())
    assert [where for where, told in found if not told] == []
    assert {where.partition(":")[0] for where, _told in found} == {
        "risk/data/commands.py",
        "risk/editions/commands.py",
        "web/workbench/views/editions.py",
        "web/workbench/views/loading.py",
    }
