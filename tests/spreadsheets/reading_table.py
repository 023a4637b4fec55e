"""The tables of docs/metodos/lectura-de-celdas.md as rows: what the tests hold every reader to."""

from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "metodos" / "lectura-de-celdas.md"
NUMBERS, DECLARED, DATES, ENCODINGS = (
    ("se escribe", "se lee", "## Números"),
    ("se escribe", "con punto", "### Cuando"),
    ("se escribe", "se lee", "## Fechas"),
    ("bytes de", "en", "## En qué"),
)


def rows(table: tuple[str, str, str]) -> list[tuple[str, ...]]:
    """The rows of the first table below a heading, without their back quotes."""
    first, second, heading = table
    text = PAGE.read_text(encoding="utf-8")
    section = text[text.index(heading) :]
    body = section[section.index(f"| {first} | {second} ") :]
    lines = []
    for line in body.splitlines()[2:]:
        if not line.startswith("|"):
            break
        lines.append(tuple(cell.strip().strip("`") for cell in line.strip("|").split("|")))
    return lines
