"""What a file of boundaries says of which units: matched, missing, extra, mended.

The code of a unit is found wherever the file keeps it (any property), by INEI's numbering; with no
codes, by the names. A file that seems to carry RENIEC's codes is caught by its names.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

from shapely import make_valid, union_all
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

from sinasec.counted import counted
from sinasec.territories import reference
from sinasec.territories.boundary_files import Feature
from sinasec.territories.matching import UnmatchedName, match
from sinasec.territories.names import bare
from sinasec.territories.reference import Kind

KIND_OF: Final[dict[int, Kind]] = {2: "dept", 4: "prov", 6: "dist"}
PLURAL: Final[dict[Kind, str]] = {
    "dept": "departamentos",
    "prov": "provincias",
    "dist": "distritos",
}
NAMES: Final = (
    ("departamento", "nombdep", "nomdep", "dpto"),
    ("provincia", "nombprov", "nomprov"),
    ("distrito", "nombdist", "nomdist"),
)
MANY: Final = 0.05  # share of units with another name from which the codes are not INEI's


@dataclass
class Checked:
    """The outlines of an edition, each under its unit, and everything found on the way."""

    level: Kind
    features: int
    outlines: dict[str, BaseGeometry] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    mended: dict[str, str] = field(default_factory=dict)
    named_otherwise: dict[str, str] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    unlocated: list[str] = field(default_factory=list)  # sentences on limits without a usable shape

    @property
    def faults(self) -> list[str]:
        """Why the edition cannot be activated, in sentences; empty when it can."""
        faults = []
        if not self.outlines:
            faults.append("Ningún límite corresponde a una unidad conocida.")
        if self.broken:
            faults.append(f"No se pudo reparar el límite de {', '.join(self.broken)}.")
        if len(self.named_otherwise) > MANY * max(len(self.outlines), 1):
            code, name = next(iter(self.named_otherwise.items()))
            faults.append(
                f"{counted(len(self.named_otherwise), 'código lleva', 'códigos llevan')} el nombre "
                f"de otro lugar (el {code} "
                f"dice «{name}» y es {reference.full_name(code)}): el archivo parece usar los "
                "códigos del RENIEC y hacen falta los del INEI."
            )
        return faults

    def report(self) -> dict[str, Any]:
        """Everything found, for the database and for `--json`."""
        return {
            "level": self.level,
            "features": self.features,
            "matched": len(self.outlines),
            "missing": self.missing,
            "extra": self.extra,
            "repeated": self.repeated,
            "mended": self.mended,
            "named_otherwise": self.named_otherwise,
            "without_outline": self.unlocated,
            "faults": self.faults,
        }


def check(features: list[Feature]) -> Checked:
    """Match every feature to its unit, mend what can be mended, list the rest."""
    level, column = _level_and_column([feature.properties for feature in features])
    checked = Checked(level, len(features))
    grouped: dict[str, list[BaseGeometry]] = {}
    for number, feature in enumerate(features, 1):
        properties, outline = feature.properties, feature.outline
        code = _code(properties, column, level)
        if outline is None:
            checked.unlocated.append(f"{feature.why} ({_whose(code, properties)})")
            continue
        if code is None:
            checked.extra.append(_described(number, properties, column))
            continue
        grouped.setdefault(code, []).append(outline)
        if said := _other_name(code, properties):
            checked.named_otherwise[code] = said
    for code, outlines in sorted(grouped.items()):
        if len(outlines) > 1:
            checked.repeated.append(code)
        _keep(checked, code, outlines)
    wanted = (unit.code for unit in reference.units() if unit.kind == level)
    checked.missing = [code for code in wanted if code not in checked.outlines]
    return checked


def _keep(checked: Checked, code: str, outlines: list[BaseGeometry]) -> None:
    faults = [explain_validity(outline) for outline in outlines if not outline.is_valid]
    mended = _polygons(union_all([make_valid(outline) for outline in outlines]))
    if mended.is_empty:
        checked.broken.append(code)
        return
    if faults:
        checked.mended[code] = faults[0]
    checked.outlines[code] = mended


def _polygons(outline: BaseGeometry) -> BaseGeometry:
    """The areas of a mended outline, without the lines and points that mending may leave."""
    parts = getattr(outline, "geoms", [outline])
    flat = [p for part in parts for p in getattr(part, "geoms", [part])]
    areas = [part for part in flat if isinstance(part, Polygon)]
    return areas[0] if len(areas) == 1 else MultiPolygon(areas)


def _level_and_column(rows: list[dict[str, str]]) -> tuple[Kind, str | None]:
    """The column that holds most codes of units, and their level; the finest level on a tie.

    Without such a column, the finest level that has a column of names.
    """
    score: Counter[tuple[str, int]] = Counter()
    for row in rows:
        for column, value in row.items():
            if "reniec" in column.casefold():
                continue
            for length in KIND_OF:
                if _padded(value, length) in reference.by_code():
                    score[column, length] += 1
    enough = [(n, length, column) for (column, length), n in score.items() if n > len(rows) / 2]
    if enough:
        _, length, column = max(enough, key=lambda found: (found[1], found[0], found[2]))
        return KIND_OF[length], column
    named = [i for i, keys in enumerate(NAMES) if any(_value(row, keys) for row in rows)]
    return KIND_OF[2 * (max(named) + 1)] if named else "dist", None


def _code(properties: dict[str, str], column: str | None, level: Kind) -> str | None:
    length = next(length for length, kind in KIND_OF.items() if kind == level)
    if column:
        code = _padded(properties.get(column, ""), length)
        return code if code in reference.by_code() else None
    names = [_value(properties, keys) for keys in NAMES[: length // 2]]
    try:
        found = match(*names).unit
    except UnmatchedName:
        return None
    return found.code if found.kind == level else None


def _padded(value: str, length: int) -> str:
    """The code with the zero that a spreadsheet took from it; "" when it is no such code."""
    digits = re.sub(r"\.0$", "", value)
    return digits.zfill(length) if re.fullmatch(rf"\d{{{length - 1},{length}}}", digits) else ""


def _value(properties: dict[str, str], keys: tuple[str, ...]) -> str:
    return next((v for k, v in properties.items() if bare(k).startswith(keys)), "")


def _other_name(code: str, properties: dict[str, str]) -> str:
    """The name that the file gives the unit, when it is the name of another one."""
    unit = reference.by_code()[code]
    said = _value(properties, NAMES[len(code) // 2 - 1])
    known = {bare(name) for name in (unit.name, *unit.former_names)}
    if not said or bare(said) in known:
        return ""
    try:
        return "" if match(*(_value(properties, k) for k in NAMES)).unit == unit else said
    except UnmatchedName:
        return said


def _whose(code: str | None, properties: dict[str, str]) -> str:
    """Of which unit a limit is, as far as its properties say."""
    if code is not None:
        return f"{code}, {reference.full_name(code)}"
    said = ", ".join(filter(None, (_value(properties, keys) for keys in NAMES)))
    return said or "no dice de quién es"


def _described(number: int, properties: dict[str, str], column: str | None) -> str:
    if column:
        return f"límite {number}: el código «{properties.get(column, '')}» no es de ninguna unidad"
    said = ", ".join(filter(None, (_value(properties, keys) for keys in NAMES)))
    return f"límite {number}: «{said}» no corresponde a ninguna unidad"
