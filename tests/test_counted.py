"""«1 acto» and «2 actos», in every sentence of a command that counts."""

import ast
import re
from pathlib import Path

import pytest

import sinasec
from sinasec.counted import counted

SOURCE = Path(sinasec.__file__).parent
COMMANDS = sorted({*SOURCE.rglob("*command*.py"), *SOURCE.glob("operation/*.py")})
PLURAL = re.compile(
    r"\s(actos|filas|migraciones|publicaciones|errores|faltas|distritos|archivos|deberes|casos|"
    r"nuevos|corregidos|límites|defectos|unidades|hechos|cargas|comités|ediciones|respuestas|meses)"
)
ALIGNED = ":"  # a column of a table


def test_one_and_many():
    assert [counted(number, "acto", "actos") for number in (0, 1, 2)] == [
        "0 actos",
        "1 acto",
        "2 actos",
    ]


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_command_counts_with_a_plural_written_beforehand(path):
    wrong = [
        ast.unparse(joined)
        for joined in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(joined, ast.JoinedStr)
        for value, text in zip(joined.values, joined.values[1:], strict=False)
        if is_number(value) and isinstance(text, ast.Constant) and PLURAL.match(str(text.value))
    ]
    assert not wrong


def is_number(value: ast.expr) -> bool:
    """What may be one: not what `counted` made, nor what stands in a column."""
    return isinstance(value, ast.FormattedValue) and value.format_spec is None


TEMPLATES = SOURCE / "web" / "templates"
SHOWN_BEFORE = re.compile(r"\{\{([^}]*)(?<!\|decimal )\}\}(?:</?\w+>)* ([a-záéíóúñ]+[sn])\b")
NOT_COUNTED = {
    "en",
    "sin",
    "con",
    "son",
    "es",
    "según",
    "más",
    "tres",
    "las",
    "los",
    "sus",
    "entre",
}
ALWAYS_MANY = {
    "k", "por", "cuantas", "of", "edition.uncertainty.replications", "found.act.top", "preview.top",
    "preview.replications", "rollup.late_memory_days", "d.population",
    "wanted.edition.indicators", "q.base",
    "places", "thin", "edition.minimum_months",  # in the branch of the others than 1
}  # fmt: skip


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_no_page_counts_with_a_plural_written_beforehand(path):
    found = SHOWN_BEFORE.findall(path.read_text(encoding="utf-8"))
    wrong = [
        (what.strip(), word)
        for what, word in found
        if word not in NOT_COUNTED and what.strip().partition("|")[0] not in ALWAYS_MANY
    ]
    assert not wrong
