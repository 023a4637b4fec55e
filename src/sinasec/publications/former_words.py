"""What the dictionary of a package said before: one made then is made again with its own words.

Whoever changes a description in `resources.py` writes here the one it had: the words are inside
`datapackage.json`, which is signed, and a package of before must come out the same to the byte.
"""

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

Former: TypeAlias = Mapping[str, Mapping[str, tuple[str, ...]]]  # table, column, words

_STAND: Final = {
    "version": ("Con la que sigue y «period», el período (de `semaforo`): redacción aplicada",),
    "period_from": ("Primer día del período",),
    "period": ("Período",),
}
_UNIT: Final = {"valid_from": ("Primer día en que el comité debe existir",)}
FORMER: Final[Former] = {
    "semaforo": {
        "period_from": ("Primer día del período",),
        "state": (
            "Estado: pendiente, por_vencer, cumplido, tardio, subsanado, vencido, en_transicion, "
            "sin_informacion o no_exigible",
        ),
        "light": ("Luz del estado: verde, ambar, rojo o gris",),
    },
    "deberes": {
        **_STAND,
        "state": ("Estado del período que decide",),
        "light": ("Luz del deber: verde, ambar, rojo o gris",),
    },
    "constancias": _STAND,
    "unidades": _UNIT,
    "entradas-comites": _UNIT,
}


def words_of(
    table: str,
    described: Mapping[str, str],
    resource: Mapping[str, Any] | None,
    before: Former = FORMER,
) -> dict[str, str]:
    """The words of each column: those of today, or those of before that its resource has.

    `resource`: the table's entry in `datapackage.json`; None where it has none. `before`: those of
    each kind of publication; if none is given, those of the semáforo.
    """
    said = _said(resource)
    former = before.get(table, {})
    return {
        column: said[column] if said.get(column) in former.get(column, ()) else words
        for column, words in described.items()
    }


def _said(resource: Mapping[str, Any] | None) -> dict[Any, Any]:
    fields = resource.get("schema", {}).get("fields", []) if resource else []
    return {field.get("name"): field.get("description") for field in fields}
