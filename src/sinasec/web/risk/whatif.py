"""The form of «¿y si…?»: weights, scale, extremes and way of adding up, read from the address.

A weight is written as its share among its siblings, in hundredths. Only what differs from the
publication is asked for; when one weight of a family changes, the whole family is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sinasec.risk.changes import AGGREGATIONS, NORMALISATIONS, TREATMENTS, WEIGHT, WEIGHTINGS
from sinasec.risk.published import reading
from sinasec.web.published.chosen import Chosen
from sinasec.web.risk.words import decimal

WORDS: Final = {
    "minimo-maximo": "Mínimo y máximo",
    "puntajes-z": "Puntajes z",
    "puestos": "Puestos",
    "percentiles": "Percentiles",
    "borda": "Borda",
    "distancia-al-maximo": "Distancia al máximo",
    "fraccion-del-maximo": "Fracción del máximo",
    "aritmetica": "Media aritmética (lo bueno compensa lo malo)",
    "geometrica": "Media geométrica (compensa poco)",
    "armonica": "Media armónica (compensa muy poco)",
    "copeland": "Copeland (duelos entre distritos)",
    "ninguno": "Dejarlos como están",
    "recortar": "Recortarlos",
    "logaritmo": "Logaritmo",
    "recortar-o-logaritmo": "Recortarlos, o logaritmo si son muchos",
    "recortar-o-box-cox": "Recortarlos, o Box-Cox si son muchos",
    "dados": "Los de abajo",
    "iguales": "Todos iguales",
    "componentes-principales": "Por componentes principales",
    "igual-influencia": "Que todos influyan igual",
}
CHOICES: Final = (
    ("normalizacion", "Cómo se lleva cada indicador a una escala", NORMALISATIONS),
    ("tratamiento", "Qué se hace con los valores extremos", TREATMENTS),
    ("agregacion", "Cómo se juntan", AGGREGATIONS),
    ("pesos", "De dónde salen los pesos", WEIGHTINGS),
)
WITHOUT: Final = "sin"
LONGEST: Final = 40


@dataclass(frozen=True, slots=True)
class Weight:
    """A box of the form. `shown`: what it says; `published`: what it says before any change."""

    code: str
    name: str
    published: str
    shown: str

    @property
    def field(self) -> str:
        return WEIGHT + self.code

    @property
    def changed(self) -> bool:
        return self.shown != self.published


@dataclass(frozen=True, slots=True)
class Family:
    """The weights that share a parent."""

    name: str
    weights: tuple[Weight, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """`changes`: what to ask of `what_if`, empty when nothing differs; `said`: it in words."""

    families: tuple[Family, ...]
    choices: tuple[dict[str, Any], ...]
    without: str
    elements: tuple[tuple[str, str], ...]
    changes: Mapping[str, str]
    said: tuple[str, ...]


def read_form(chosen: Chosen, values: Mapping[str, str]) -> Form:
    """What the address asks, with the form that says it back. Nothing is judged here."""
    tree = reading.index_tables(chosen.publication).tree
    names = {one.code: one.name or one.code for one in tree.elements}
    families = tuple(
        Family(names[parent], tuple(_weight(one, rows, values) for one in rows))
        for parent, rows in _by_parent(tree).items()
    )
    choices = tuple(_choice(name, label, options, values) for name, label, options in CHOICES)
    without = values.get(WITHOUT, "")[:LONGEST]
    said = [*_weights_said(families), *(f"{c['label']}: {c['said']}" for c in choices if c["said"])]
    said += [f"Sin {names.get(without, without).lower()}"] if without else []
    below = tuple((code, name) for code, name in names.items() if code != tree.index.code)
    return Form(
        families, choices, without, below, _changes(families, choices, without), tuple(said)
    )


def _by_parent(tree: Any) -> dict[str, list[Any]]:
    """Parents from the index down, each with the elements right below it, when it has several."""
    found: dict[str, list[Any]] = {}
    for level in reversed(tree.levels[:-1]):
        for one in level:
            found.setdefault(one.parent, []).append(one)
    return {parent: rows for parent, rows in found.items() if len(rows) > 1}


def _weight(one: Any, siblings: list[Any], values: Mapping[str, str]) -> Weight:
    total = sum(other.weight for other in siblings)
    share = 100 * one.weight / total if total else 0.0
    published = decimal(share, 1).removesuffix(",0")
    asked = values.get(WEIGHT + one.code, "").strip()[:LONGEST].replace(".", ",")
    return Weight(one.code, one.name or one.code, published, asked or published)


def _choice(
    name: str, label: str, options: Mapping[str, Any], values: Mapping[str, str]
) -> dict[str, Any]:
    value = values.get(name, "")[:LONGEST]
    return {
        "name": name,
        "label": label,
        "options": [(code, WORDS[code]) for code in options],
        "value": value,
        "said": WORDS.get(value, value).lower(),
    }


def _weights_said(families: tuple[Family, ...]) -> list[str]:
    return [
        f"{one.name}: peso {one.shown} en vez de {one.published}"
        for family in families
        for one in family.weights
        if one.changed
    ]


def _changes(
    families: tuple[Family, ...], choices: tuple[dict[str, Any], ...], without: str
) -> dict[str, str]:
    changes = {
        one.field: one.shown
        for family in families
        if any(other.changed for other in family.weights)
        for one in family.weights
    }
    changes |= {choice["name"]: choice["value"] for choice in choices if choice["value"]}
    return changes | ({WITHOUT: without} if without else {})
