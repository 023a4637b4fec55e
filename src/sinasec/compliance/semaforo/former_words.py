"""What the dictionary of a package said before: one made then is made again with its own words.

Whoever changes a description in `resources.py` writes here the one it had: the words are inside
`datapackage.json`, which is signed, and a package of before must come out the same to the byte.
"""

from typing import Final

from sinasec.publications.packages.former_words import Former

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
