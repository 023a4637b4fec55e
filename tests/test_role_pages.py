"""The chapter on who may do what says of every role and action what the table answers."""

import re

from tools.role_pages import CHAPTER, LETTERS, REACHES, chapters

from sinasec.definitions.roles import access
from sinasec.methods.access import every_try

TEXT = chapters()[CHAPTER]
TABLE = access()
ROLES = list(TABLE.roles.values())


def matrices() -> dict[tuple[str, str], str]:
    """(action, role) -> the letter of its cell."""
    found: dict[tuple[str, str], str] = {}
    columns: list[str] = []
    for line in TEXT.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| | "):
            columns = [ROLES[int(number) - 1].code for number in cells[1:]]
        elif line.startswith("| "):
            assert len(cells) == len(columns) + 1
            found |= {(cells[0], role): cell for role, cell in zip(columns, cells[1:], strict=True)}
    return found


def test_every_cell_is_what_the_table_says():
    cells = matrices()
    for action in TABLE.actions.values():
        for role in ROLES:
            reach = action.who.get(role.code)
            said = cells.get((action.name, role.code), "")
            assert said == (LETTERS[reach] if reach else ""), (action.code, role.code)
    names = {action.name for action in TABLE.actions.values()}
    assert {name for name, _ in cells} == names, "each action has its row"


def test_each_matrix_has_so_few_columns_that_it_is_read_on_a_telephone():
    heads = [line for line in TEXT.splitlines() if line.startswith("| | ")]
    assert len(heads) == 2
    assert all(line.count("|") - 2 <= 5 for line in heads)


def test_each_role_and_each_action_has_its_own_words():
    for role in ROLES:
        assert f"### {role.name}\n\n`{role.code}` · {role.plain}" in TEXT
    for action in TABLE.actions.values():
        assert f"**{action.name}.** {action.plain}" in TEXT
        for reach, said in REACHES.items():
            names = [TABLE.roles[code].name for code, far in action.who.items() if far == reach]
            assert not names or f"- *{said}*: {'; '.join(names)}." in TEXT


def test_what_is_ours_is_told_line_by_line():
    ours = [one for one in (*ROLES, *TABLE.actions.values()) if one.source.reading]
    assert len(re.findall(r"\*lectura\*\)", TEXT)) == len(ours)
    assert "sin revisión de una persona de leyes" in TEXT


def test_it_counts_what_was_asked():
    tried = list(every_try(TABLE))
    allowed = sum(one.allowed for one in tried)
    assert f"{len(tried)} preguntas, {allowed} con un sí." in TEXT
    assert 0 < allowed < len(tried)
