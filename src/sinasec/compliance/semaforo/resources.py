"""The tables of the semáforo: their columns, in Spanish, their order and their files."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, get_args

import polars as pl

from sinasec.compliance.semaforo.former_words import FORMER
from sinasec.methods.compliance import frames
from sinasec.methods.compliance.lights import Light, State
from sinasec.methods.law import Breach, Level, RuleKind
from sinasec.publications.packages.former_words import words_of
from sinasec.publications.packages.table import Table
from sinasec.publications.replies import COMMITTEE as _COMMITTEE
from sinasec.publications.replies import REPLIES_TABLE

_BREACH: Final = (
    "Naturaleza de la falta: legal (omisión legal) o gestion (incumplimiento de gestión)"
)
_GRIS: Final = (
    "El gris es «sin información» donde el estado es sin_informacion, y «no exigible» donde es "
    "otro (pendiente: aún no vence; no_exigible)"
)
_REGISTERED: Final = "Instante del registro, en UTC"
_SINCE: Final = {
    "light_from": "Primer día en que la luz se muestra así sin interrupción; si es el primero que "
    "juzga la publicación, lo es al menos desde entonces"
}
_PERIOD: Final = {
    "version": "Redacción que se aplicó a ese período, como en `semaforo`",
    "period_from": "Primer día del período, como en `semaforo`",
    "period": "Nombre del período, como en `semaforo`",
}

_BREACHES: Final = get_args(Breach)
_LIGHTS: Final = get_args(Light)
_STATES: Final = get_args(State)
_LEVELS: Final = get_args(Level)

_UNIT_COLUMNS: Final = {
    "committee": _COMMITTEE,
    "level": "Nivel: CONASEC, CORESEC, COPROSEC o CODISEC",
    "name": "Nombre del comité",
    "region": "Región: código INEI del departamento; 1501 es Lima Metropolitana",
    "parent": "Comité de la instancia superior",
    "valid_from": "Primer día en que el comité debe existir",
    "valid_to": "Último día; vacío si sigue existiendo",
}

INTERVALS: Final = Table(
    "semaforo",
    "semaforo",
    "Estado de cada deber de cada comité, por intervalos de días",
    frames.INTERVALS,
    ("committee", "duty", "version", "period_from", "period", "day_from"),
    {
        "committee": _COMMITTEE,
        "duty": "Código del deber (véase definiciones/obligations)",
        "rule": "Regla: at_least (al menos n por período), by_date (antes de una fecha), "
        "within (dentro de n días) o standing (permanente)",
        "version": "Redacción aplicada: fecha desde la que rige",
        "breach": _BREACH,
        "period": "Período juzgado",
        "period_from": "Primer día del período, como en `semaforo`",
        "period_to": "Último día del período",
        "due": "Último día en plazo; vacío en los deberes permanentes",
        "day_from": "Primer día en que el estado es este",
        "day_to": "Último día en que el estado es este",
        "state": "Estado: pendiente, por_vencer, cumplido, tardio, subsanado, vencido, "
        "en_transicion, sin_informacion o no_exigible",
        "light": f"Luz del estado: verde, ambar, rojo o gris. {_GRIS}",
        "required": "Actos exigidos en el período",
        "counted": "Actos contados hasta esos días, a lo más los exigidos",
        "binds_to": "Último día en que el deber alcanza al comité; vacío si aún lo alcanza",
    },
    ("csv", "parquet"),
    filled=("rule", "breach", "day_to", "state", "light", "required", "counted"),
    words={
        "rule": get_args(RuleKind),
        "breach": _BREACHES,
        "state": _STATES,
        "light": _LIGHTS,
    },
)

COMMITTEE_LIGHTS: Final = Table(
    "comites",
    "comites",
    "Luz de cada comité, por intervalos de días y por naturaleza de la falta",
    pl.Schema({**frames.COMMITTEE_LIGHTS, "light_from": pl.Date}),
    ("committee", "breach", "day_from"),
    {
        "committee": _COMMITTEE,
        "breach": _BREACH,
        "day_from": "Primer día en que la luz es esta",
        "day_to": "Último día en que la luz es esta",
        "light": "Luz: verde, ambar, rojo o gris (sin información o no exigible)",
        "n_verde": "Deberes en verde",
        "n_ambar": "Deberes en ámbar",
        "n_rojo": "Deberes en rojo",
        "n_gris": "Deberes sin información",
        "n_no_exigible": "Deberes no exigibles esos días",
        **_SINCE,
    },
    ("csv", "parquet"),
    filled=("day_to", "light", "n_verde", "n_ambar", "n_rojo", "n_gris", "n_no_exigible"),
    words={"breach": _BREACHES, "light": _LIGHTS},
)

DUTY_LIGHTS: Final = Table(
    "deberes",
    "deberes",
    "Luz de cada deber de cada comité, por intervalos de días, con el período que la decide",
    pl.Schema({**frames.DUTY_LIGHTS, "light_from": pl.Date}),
    ("committee", "duty", "day_from"),
    {
        "committee": _COMMITTEE,
        "duty": "Código del deber (véase definiciones/obligations)",
        "breach": _BREACH,
        "day_from": "Primer día en que el estado es este y lo decide este período",
        "day_to": "Último día",
        "state": "Estado del período que decide",
        "light": f"Luz del deber: verde, ambar, rojo o gris. {_GRIS}",
        **_PERIOD,
        **_SINCE,
    },
    ("csv", "parquet"),
    filled=("breach", "day_to", "state", "light", "version", "period_from", "period"),
    words={"breach": _BREACHES, "state": _STATES, "light": _LIGHTS},
)

CONSTANCIAS: Final = Table(
    "constancias",
    "constancias",
    "Constancias de registro completo en que descansa cada período incumplido",
    frames.CONSTANCIAS,
    ("committee", "duty", "version", "period_from", "period", "kind", "day_from"),
    {
        "committee": _COMMITTEE,
        "duty": "Código del deber (véase definiciones/obligations)",
        **_PERIOD,
        "kind": "Clase de acto declarada; * para todas",
        "day_from": "Primer día declarado",
        "day_to": "Último día declarado",
        "source": "Quién o qué documento responde de que no falta nada",
        "registered_at": _REGISTERED,
    },
    ("csv", "parquet"),
    spoken=("source",),
    unique=False,
)

UNITS: Final = Table(
    "unidades",
    "unidades",
    "Comités que aparecen en esta publicación",
    frames.COMMITTEES,
    ("committee", "valid_from"),
    _UNIT_COLUMNS,
    ("csv", "parquet"),
    filled=("level", "name", "region", "parent"),
    words={"level": _LEVELS},
)

ACTS: Final = Table(
    "actos",
    "entradas/actos",
    "Actos registrados con los que se juzgó",
    frames.ACTS,
    ("committee", "date", "act_id"),
    {
        "act_id": "Identificador del acto",
        "committee": _COMMITTEE,
        "kind": "Clase de acto (véase definiciones/act_kinds.yaml)",
        "date": "Fecha del acto",
        "attributes": "Lo que el acto dice de sí mismo, en JSON",
        "supersedes": "Acto al que este corrige; vacío si no corrige a ninguno",
        "registered_at": _REGISTERED,
        "simulated": "true si el dato es SIMULADO",
    },
)

REVIEWS: Final = Table(
    "revisiones",
    "entradas/revisiones",
    "Revisiones de los actos",
    frames.REVIEWS,
    ("act_id", "registered_at", "outcome"),
    {
        "act_id": "Acto revisado",
        "outcome": "Resultado: accepted (aceptado) u observed (observado)",
        "reason": "Motivo",
        "registered_at": _REGISTERED,
    },
    spoken=("reason",),
    unique=False,
    words={"outcome": ("accepted", "observed")},
)

WAIVERS: Final = Table(
    "dispensas",
    "entradas/dispensas",
    "Suspensiones y exenciones, con su norma",
    frames.WAIVERS,
    ("committee", "duty", "day_from", "registered_at"),
    {
        "committee": _COMMITTEE,
        "duty": "Deber; * para todos",
        "day_from": "Primer día",
        "day_to": "Último día; vacío si sigue abierta",
        "kind": "Clase: suspension o no_aplica",
        "norm": "Norma que la sustenta",
        "reason": "Motivo",
        "registered_at": _REGISTERED,
    },
    spoken=("norm", "reason"),
    unique=False,
    words={"kind": ("suspension", "no_aplica")},
)

COMPLETENESS: Final = Table(
    "completitud",
    "entradas/completitud",
    "Constancias de registro completo: días en que la falta de un acto es una omisión",
    frames.COMPLETENESS,
    ("committee", "kind", "day_from", "registered_at"),
    {
        "committee": _COMMITTEE,
        "kind": "Clase de acto; * para todas",
        "day_from": "Primer día",
        "day_to": "Último día",
        "source": "Quién o qué documento responde de que no falta nada",
        "registered_at": _REGISTERED,
    },
    spoken=("source",),
    unique=False,
)

EVIDENCE: Final = Table(
    "evidencias",
    "entradas/evidencias",
    "Dónde se ve el documento de cada acto que lo tiene",
    frames.EVIDENCE,
    ("act_id",),
    {
        "act_id": "Identificador del acto",
        "url": "Dirección; vacía si nadie la dio",
        "sha256": "Huella SHA-256 del documento; vacía si nadie la dio",
    },
    spoken=("url",),
)

COMMITTEES: Final = Table(
    "entradas-comites",
    "entradas/comites",
    "Comités conocidos, con su tiempo de existencia",
    frames.COMMITTEES,
    ("committee", "valid_from"),
    _UNIT_COLUMNS,
    words={"level": _LEVELS},
)

INPUTS: Final = (ACTS, REVIEWS, WAIVERS, COMPLETENESS, COMMITTEES)


@dataclass(frozen=True, slots=True)
class Shape:
    """Which tables a package has, in the order to be listed.

    `in_parquet`: those of interest to whoever reads Parquet, as its README names them.
    """

    tables: tuple[Table, ...]
    in_parquet: str

    @property
    def names(self) -> frozenset[str]:
        return frozenset(table.name for table in self.tables)

    @property
    def has_duties(self) -> bool:
        """Whether the light of each duty, and what it rests on, is published and not derived."""
        return DUTY_LIGHTS.name in self.names


SHAPE: Final = Shape(
    (
        INTERVALS,
        DUTY_LIGHTS,
        COMMITTEE_LIGHTS,
        CONSTANCIAS,
        UNITS,
        REPLIES_TABLE,
        ACTS,
        REVIEWS,
        WAIVERS,
        COMPLETENESS,
        EVIDENCE,
        COMMITTEES,
    ),
    "`semaforo`, `deberes`, `comites` y `constancias` vienen",
)
_WITHOUT_SINCE: Final = replace(COMMITTEE_LIGHTS, schema=frames.COMMITTEE_LIGHTS)
FIRST_SHAPE: Final = Shape(  # of the packages made before the duties were published
    (INTERVALS, _WITHOUT_SINCE, UNITS, REPLIES_TABLE, *INPUTS), "`semaforo` y `comites` vienen"
)
TABLES: Final = SHAPE.tables


def shape_of(descriptor: Mapping[str, Any]) -> Shape:
    """The shape of a package, by what its description lists, with the words it has of each."""
    listed = {resource["name"]: resource for resource in descriptor["resources"]}
    shape = SHAPE if listed.keys() & (SHAPE.names - FIRST_SHAPE.names) else FIRST_SHAPE
    words = [
        words_of(each.name, each.describes, listed.get(each.name), FORMER) for each in shape.tables
    ]
    if words == [each.describes for each in shape.tables]:
        return shape
    pairs = zip(shape.tables, words, strict=True)
    return replace(shape, tables=tuple(replace(table, describes=said) for table, said in pairs))
