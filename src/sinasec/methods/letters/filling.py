"""Put the fields of a letter in their places."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from string import Formatter
from typing import Final, cast

from sinasec.methods.letters.letter import DATE, LIST, NUMBER, TABLE, Block, Field, Letter
from sinasec.methods.words import day_words
from sinasec.translation import gettext as _

LONGEST: Final = 20_000  # letters of a text
MOST_ROWS: Final = 2_000  # of a table, and items of a list
MOST_LETTERS: Final = 200_000  # of all fields together
SHOWN: Final = 40  # letters of a wrong value
BULLET: Final = "•"
BETWEEN: Final = " · "  # cells of a row, where a table is told as text
# Of Unicode: controls, halves, what is nothing yet, private, marks of format, ends of line.
HIDDEN: Final = {"Cc", "Cs", "Cn", "Co", "Cf", "Zl", "Zp"}
FILLERS: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters by name, and nothing to see
TURNED: Final = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


class CannotFill(ValueError):
    """A letter cannot be written with those fields. `faults`: a sentence for each."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True, slots=True)
class FilledBlock:
    """`lines`: its paragraphs, or the items of a list. `columns` and `rows`: of a table."""

    kind: str
    lines: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """What a letter says. `fields`: what each one was given, as it is kept and as it is shown."""

    letter: Letter
    subject: str
    blocks: tuple[FilledBlock, ...]
    fields: Mapping[str, "Shown"]


Shown = str | tuple[str, ...] | tuple[tuple[str, ...], ...]


def fill(letter: Letter, given: Mapping[str, object]) -> Filled:
    """What it says with those fields.

    A block that names a field that was not given is left out, and so is an item of a list. Raises
    `CannotFill` with all that is wrong.
    """
    shown, faults = _shown(letter, given)
    if faults:
        raise CannotFill(faults)
    if sum(len(text) for value in shown.values() for text in _texts(value)) > MOST_LETTERS:
        raise CannotFill(
            [
                _("Los campos pasan de {most_letters} letras en total: resúmalos.").format(
                    most_letters=MOST_LETTERS
                )
            ]
        )
    blocks = tuple(filled for block in letter.body if (filled := _filled(letter, block, shown)))
    subject = _sentence(letter.subject, shown) if _told(letter.subject, shown) else ""
    return Filled(letter, " ".join(subject.split()), blocks, shown)


def text_of(filled: Filled) -> list[str]:
    """What it says as lines of text, in the order in which it is read."""
    return lines_of(filled.blocks)


def lines_of(blocks: Sequence[FilledBlock]) -> list[str]:
    """The same, of its blocks alone."""
    return [line for block in blocks for line in _lines(block)]


def _lines(block: FilledBlock) -> Iterator[str]:
    if block.kind == TABLE:
        yield BETWEEN.join(block.columns)
        yield from (BETWEEN.join(row) for row in block.rows)
    elif block.kind == LIST:
        yield from (f"{BULLET} {line}" for line in block.lines)
    else:
        yield from block.lines


def _shown(letter: Letter, given: Mapping[str, object]) -> tuple[dict[str, Shown], list[str]]:
    known = [each.code for each in letter.fields]
    faults = [_unknown(code, known) for code in given if code not in known]
    shown: dict[str, Shown] = {}
    for field in letter.fields:
        value = given.get(field.code)
        if value is None or value == "" or value == []:
            if field.required:
                faults.append(
                    _("Falta «{field}» ({name}): escríbalo.").format(
                        field=field.code, name=field.name
                    )
                )
            continue
        try:
            shown[field.code] = _value(field, value)
        except ValueError as wrong:
            faults.append(
                _("«{field}» ({name}): {wrong}").format(
                    field=field.code, name=field.name, wrong=wrong
                )
            )
    return shown, faults


def _unknown(code: str, known: Sequence[str]) -> str:
    near = get_close_matches(code, known, n=1, cutoff=0.6)
    hint = (
        _("¿Quiso decir «{near}»?").format(near=near[0])
        if near
        else _("Los que tiene son: {known}.").format(known=", ".join(known))
    )
    return _("La carta no tiene el campo «{shown}». {hint}").format(shown=code[:SHOWN], hint=hint)


def _value(field: Field, value: object) -> Shown:
    """As it is shown. Raises ValueError: what it must be."""
    if field.type == DATE:
        return day_words(_day(value))
    if field.type == NUMBER:
        return _number(value)
    if field.type == LIST:
        return tuple(_text(each) for each in _many(value, _("una lista de textos")))
    if field.type == TABLE:
        rows = _many(value, _("una lista de filas"))
        return tuple(_row(field, row, number) for number, row in enumerate(rows, 1))
    return _text(value)


def _row(field: Field, row: object, number: int) -> tuple[str, ...]:
    cells = _many(row, _("la fila {number} es una lista de celdas").format(number=number))
    if len(cells) != len(field.columns):
        raise ValueError(
            f"la fila {number} tiene {len(cells)} celdas, y son {len(field.columns)}: "
            f"{', '.join(field.columns)}."
        )
    return tuple(" ".join(_text(each, empty=True).split("\n")) for each in cells)


def _many(value: object, what: str) -> Sequence[object]:
    if not isinstance(value, list | tuple):
        raise ValueError(f"debe ser {what}.")
    found = cast("Sequence[object]", value)
    if len(found) > MOST_ROWS:
        raise ValueError(_("pasa de {most_rows} filas: resúmalo.").format(most_rows=MOST_ROWS))
    return found


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else _no_day()
    except ValueError:
        return _no_day()


def _no_day() -> date:
    raise ValueError(_("debe ser una fecha que exista, como 2026-05-24."))


def _number(value: object) -> str:
    """With a space between thousands, and a comma before decimals, as Peru's norms write them."""
    text = str(value).strip().replace(",", ".") if not isinstance(value, bool) else ""
    whole, _point, rest = text.removeprefix("-").partition(".")
    digits = whole.isascii() and whole.isdecimal() and len(whole) <= 15
    if not digits or (rest and not (rest.isascii() and rest.isdecimal())) or text.endswith("."):
        raise ValueError(_("debe ser un número, como 12 o 3,5."))
    grouped = f"{int(whole):,}".replace(",", "\u00a0") if len(whole) > 4 else whole
    return f"{'-' if text.startswith('-') else ''}{grouped}{',' + rest if rest else ''}"


def readable(text: str) -> str:
    """A text that was registered, without what a letter refuses: nobody can write it otherwise."""
    return "".join(letter for letter in text if not (letter in TURNED or _hidden(letter)))


def _hidden(letter: str) -> bool:
    if letter == "\n":
        return False
    return letter in FILLERS or unicodedata.category(letter) in HIDDEN


def _text(value: object, *, empty: bool = False) -> str:
    """A text as it is kept: nothing of it is hidden from who reads it, or turns it round."""
    if not isinstance(value, str):
        raise ValueError(_("debe ser un texto: póngalo entre comillas."))
    if len(value) > LONGEST:
        raise ValueError(_("pasa de {longest} letras: resúmalo.").format(longest=LONGEST))
    said = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not said and not empty:
        raise ValueError(_("no dice nada: escríbalo."))
    for letter in said:
        if letter in TURNED:
            raise ValueError(
                _("tiene un carácter que cambia el orden de lo que se lee ({letter}).").format(
                    letter=_named(letter)
                )
            )
        if _hidden(letter):
            raise ValueError(
                _("tiene un carácter que no es texto ({letter}): quítelo.").format(
                    letter=_named(letter)
                )
            )
    return said


def _named(letter: str) -> str:
    return f"U+{ord(letter):04X}"


def _texts(value: Shown) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        return
    for each in value:
        yield from _texts(each)


def _told(text: str, shown: Mapping[str, Shown]) -> bool:
    """Whether every field that it names was given."""
    return all(
        name in shown for _before, name, *_rest in Formatter().parse(text) if name is not None
    )


def _sentence(text: str, shown: Mapping[str, Shown]) -> str:
    parts: list[str] = []
    for before, name, *_rest in Formatter().parse(text):
        parts.append(before)
        if name is not None:
            parts.append(str(shown[name]))
    return "".join(parts)


def _filled(letter: Letter, block: Block, shown: Mapping[str, Shown]) -> FilledBlock | None:
    if block.kind == TABLE:
        return _table(letter, block.field, shown)
    if block.field:
        lines = cast("tuple[str, ...]", shown.get(block.field, ()))
    elif block.kind == LIST:
        lines = tuple(_sentence(each, shown) for each in block.items if _told(each, shown))
    else:
        said = _sentence(block.text, shown) if _told(block.text, shown) else ""
        lines = tuple(each.strip() for each in said.split("\n") if each.strip())
    if block.kind == "heading":
        lines = (" ".join(lines),) if lines else ()
    if block.kind == LIST:
        lines = tuple(" ".join(each.split("\n")) for each in lines)
    return FilledBlock(block.kind, lines) if lines else None


def _table(letter: Letter, code: str, shown: Mapping[str, Shown]) -> FilledBlock | None:
    field = letter.field(code)
    if field is None or code not in shown:
        return None
    rows = cast("tuple[tuple[str, ...], ...]", shown[code])
    return FilledBlock(TABLE, (), field.columns, rows)
