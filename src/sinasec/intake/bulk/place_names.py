"""Names that do not go with their code: old names, misspellings, or codes of another system."""

from collections.abc import Sequence
from typing import Final

import polars as pl

from sinasec.counted import counted
from sinasec.intake.bulk.checks import ColumnCheck
from sinasec.intake.bulk.columns import raw_name
from sinasec.intake.fault_kinds import FaultKind
from sinasec.spreadsheets.faults import Fault
from sinasec.territories import reference
from sinasec.territories.names import bare, spoken

MANY: Final = 0.05  # share of districts under another's name from which codes are not INEI's
REGIONS: Final = frozenset({"lima metropolitana", "lima provincias", "region lima"})

SHIFTED: Final = "codigo-de-vecino"
OTHER: Final = "nombre-distinto"
FOREIGN: Final = "codigos-de-otro-sistema"
DISTRICT: Final = 6  # digits of its code

NAME_FAULTS: Final = {
    SHIFTED: FaultKind("El código es de un distrito y el nombre, de otro de su provincia"),
    OTHER: FaultKind("El nombre no es el de su código", blocks=False),
    FOREIGN: FaultKind("Los códigos no parecen del INEI", row=False),
}  # of the layouts that compare names

Pair = tuple[str, str]  # code, name written with it
Said = tuple[Pair, str]
Level = tuple[str, int]  # key of a column of names, digits of the code that it goes with


def name_checks(
    rows: pl.DataFrame, code: str, levels: Sequence[Level]
) -> tuple[list[ColumnCheck], list[Fault]]:
    """A check for each column of names, and a fault of the file when too many do not match."""
    present = [(key, digits) for key, digits in levels if raw_name(key) in rows.columns]
    keys = [raw_name(key) for key, _ in present]
    places = rows.select(code, *keys).unique().drop_nulls(code)
    checks: list[ColumnCheck] = []
    for key, digits in present:
        other = _others(places, code, raw_name(key), digits)
        shifted = {pair: unit for pair in other if (unit := _neighbour(*pair))}
        if shifted:
            checks.append(
                _check(SHIFTED, code, key, digits, [_said_shifted(*p) for p in shifted.items()])
            )
        if rest := [pair for pair in other if pair not in shifted]:
            checks.append(_check(OTHER, code, key, digits, [_said_other(pair) for pair in rest]))
    return checks, _foreign(places, code, present)


def _others(places: pl.DataFrame, code: str, name: str, digits: int) -> list[tuple[str, str]]:
    pairs = places.select(pl.col(code).str.head(digits), name).unique().drop_nulls()
    return sorted((unit, said) for unit, said in pairs.iter_rows() if not _is_name(unit, said))


def _is_name(code: str, said: str) -> bool:
    unit = reference.by_code().get(code)
    if unit is None or (len(code) == 2 and spoken(said) in REGIONS):
        return True  # an unknown code is told elsewhere
    return bare(said) in {bare(name) for name in (unit.name, *unit.former_names)}


def _neighbour(code: str, said: str) -> str:
    """The code of another district of the same province that has exactly that name; else ""."""
    if len(code) != DISTRICT:
        return ""
    wanted = bare(said)
    near = (unit for unit in reference.units() if unit.kind == "dist")
    same = [each.code for each in near if each.code[:4] == code[:4] and bare(each.name) == wanted]
    return same[0] if len(same) == 1 and same[0] != code else ""


def _said_other(pair: Pair) -> Said:
    unit, written = pair
    name = reference.by_code()[unit].name
    return pair, f"«{written}» va con el código {unit}, que es {name}: se siguió el código."


def _said_shifted(pair: Pair, neighbour: str) -> Said:
    unit, written = pair
    name = reference.by_code()[unit].name
    return pair, (
        f"«{written}» es el {neighbour}, y la fila lleva el {unit}, que es {name}, de la misma "
        "provincia: corrija el código o el nombre (la lista puede ser de antes o de después de que "
        "se creara un distrito)."
    )


def _check(fault: str, code: str, key: str, digits: int, said: list[Said]) -> ColumnCheck:
    """`said`: what is wrong with each pair of a code and the name written with it."""
    other = [pair for pair, _ in said]
    here = pl.struct(pl.col(code).str.head(digits), raw_name(key))
    table = pl.DataFrame(other, schema=[code, raw_name(key)], orient="row")
    pairs = table.to_struct("pair")
    wrong = here.is_in(pairs.implode())
    text = pl.concat_str(pl.col(code).str.head(digits), pl.lit("\0"), raw_name(key))
    sentences = {f"{unit}\0{written}": says for (unit, written), says in said}
    return ColumnCheck(fault, key, wrong, text.replace_strict(sentences, default=""))


def _foreign(places: pl.DataFrame, code: str, levels: Sequence[Level]) -> list[Fault]:
    """The codes are of another system when many carry the name of another district."""
    lowest = next((key for key, digits in levels if digits == 6), None)
    if lowest is None:
        return []
    pairs = places.select(code, raw_name(lowest)).unique().drop_nulls()
    other = _others(places, code, raw_name(lowest), 6)
    many = MANY * max(pairs.height, 1)
    if len(other) <= many:
        return []
    names = {bare(unit.name) for unit in reference.units() if unit.kind == "dist"}
    foreign = [(unit, said) for unit, said in other if bare(said) in names]
    if len(foreign) <= many:
        return []
    unit, said = foreign[0]
    message = (
        f"{counted(len(foreign), 'código lleva', 'códigos llevan')} el nombre de otro distrito "
        f"(el {unit} dice «{said}» y es "
        f"{reference.full_name(unit)}): el archivo parece usar los códigos del RENIEC y hacen "
        "falta los del INEI."
    )
    return [Fault("", None, "", FOREIGN, message)]
