"""The results of the index inside a package: what each column is, in Spanish, and their order."""

from collections.abc import Mapping
from typing import Final, get_args

from sinasec.methods.composite.kernels.treating import METHODS
from sinasec.methods.rates.neighbours import Source
from sinasec.methods.risk import frames
from sinasec.publications.packages.table import Table

_UNIT: Final = "Distrito: código INEI de seis dígitos"
_ELEMENT: Final = "Elemento del índice (véase elementos)"
_LEVEL: Final = "Nivel: 1 los indicadores, 2 las dimensiones, … el último es el índice"
_PARENT: Final = "Elemento del nivel superior al que pertenece; vacío en el índice"
_SPEARMAN: Final = "Correlación de Spearman con los puestos publicados"
_MEAN_SHIFT: Final = (
    "Cambio medio de puesto, en valor absoluto, contado entre los que tienen puesto en los dos"
)
_MAX_SHIFT: Final = "Mayor cambio de puesto"
_ENTER: Final = "Distritos que entran en los primeros k"
_LEAVE: Final = "Distritos que salen de los primeros k"
_MOVES: Final = {
    "spearman": _SPEARMAN,
    "mean_shift": _MEAN_SHIFT,
    "max_shift": _MAX_SHIFT,
    "enter": _ENTER,
    "leave": _LEAVE,
}
_TURNED: Final = (
    "de los valores normalizados y vueltos hacia el riesgo: si la dirección de uno solo de los dos "
    "es -1, el signo es el contrario del de sus valores"
)
_STABILISED: Final = (
    "de la tasa contada y estabilizada (Assunção y Reis), o del puntaje si no es tasa"
)
_PLACE: Final = {
    "unit": _UNIT,
    "name": "Nombre del distrito",
    "province": "Provincia",
    "department": "Departamento",
}


def _table(
    name: str,
    title: str,
    keys: tuple[str, ...],
    describes: dict[str, str],
    spoken: tuple[str, ...] = (),
    formats: tuple[str, ...] = ("csv",),
    filled: tuple[str, ...] = (),
    words: Mapping[str, tuple[str, ...]] | None = None,
) -> Table:
    schema, says = frames.RESULTS[name], words or {}
    return Table(
        name, name, title, schema, keys, describes, formats, spoken, filled=filled, words=says
    )


DISTRICTS: Final = _table(
    "distritos",
    "Puntaje y puesto de cada distrito, con su intervalo",
    ("unit",),
    {
        **_PLACE,
        "peer": "Clase de municipalidad (véase pares)",
        "population": "Habitantes en el año del índice",
        "state": "evaluado o sin_informacion",
        "why": "Por qué no hay información: nunca_reporto, cobertura, sin_poblacion o pocos_datos",
        "months_covered": "Meses de la ventana con al menos una denuncia",
        "score": "Puntaje; vacío si no hay información, y lo mismo las columnas que siguen",
        "rank": "Puesto: 1 es el de más riesgo",
        "rank_low": "Primer puesto del intervalo entre las réplicas, del nivel que dice la edición",
        "rank_median": "Puesto mediano entre las réplicas",
        "rank_high": "Último puesto del intervalo",
        "p_top": "Proporción de réplicas en que está entre los primeros k, de 0 a 1",
        "zone": "dentro, frontera o fuera, según p_top y las dos probabilidades de la edición",
    },
    spoken=("name", "province", "department"),
    formats=("csv", "parquet"),
    filled=("name", "province", "department", "state"),
    words={
        "state": ("evaluado", "sin_informacion"),
        "why": ("", "nunca_reporto", "cobertura", "sin_poblacion", "pocos_datos"),
        "zone": ("dentro", "frontera", "fuera"),
    },
)

ELEMENTS: Final = _table(
    "elementos",
    "Qué mide el índice: indicadores, dimensiones, pesos y fuentes",
    ("level", "element"),
    {
        "element": "Código del elemento",
        "name": "Nombre",
        "parent": _PARENT,
        "level": _LEVEL,
        "weight": "Peso entre los de su mismo grupo; suman 1",
        "direction": "1: más es más riesgo; -1: más es menos riesgo",
        "unit_of_measure": "Unidad de medida",
        "criterion": "Criterio de la norma al que corresponde",
        "norm": "Norma que nombra ese criterio",
        "source": "De dónde salen sus valores; vacío en los agregados",
        "period": "Año o ventana de los valores; si no llegó entera, hasta qué mes",
        "treatment": "Suavizado y corrección aplicados",
        "available": "false: está declarado y no hay datos cargados",
        "why": "Por qué no está disponible",
        "reason": "Por qué la edición lo pone, y con ese peso; vacío si no lo dice",
        "note": "Lo que la edición advierte de él; vacío si nada",
    },
    spoken=(
        "name",
        "unit_of_measure",
        "criterion",
        "norm",
        "source",
        "period",
        "treatment",
        "why",
        "reason",
        "note",
    ),
)

CONTRIBUTIONS: Final = _table(
    "contribuciones",
    "Cuánto aporta cada elemento al puntaje de cada distrito",
    ("unit", "level", "element"),
    {
        "unit": _UNIT,
        "element": _ELEMENT,
        "level": _LEVEL,
        "parent": _PARENT,
        "value": "Valor con que entró al índice; vacío en los agregados",
        "imputed": "true si el valor se imputó",
        "normalised": "En la escala de la receta (la de ejemplo, de 1 a 100), vuelto hacia el "
        "riesgo; en un agregado, su puntaje",
        "contribution": "Puntos del puntaje; los de un mismo nivel suman el puntaje",
        "position": "Puesto del distrito en este elemento: 1 es el de más riesgo",
    },
    formats=("csv", "parquet"),
)

PEERS: Final = _table(
    "pares",
    "Clases de municipalidad",
    ("peer",),
    {"peer": "Código de la clase", "name": "Nombre", "units": "Distritos de la clase"},
    spoken=("name",),
)

RATES: Final = _table(
    "tasas",
    "Tasas por distrito, brutas y suavizadas, por año y por los habitantes que dice la edición",
    ("unit", "element"),
    {
        "unit": _UNIT,
        "element": _ELEMENT,
        "events": "Hechos registrados en la ventana",
        "exposure": "Habitantes-año: los de cada año de la ventana por sus meses contados entre "
        "doce, sin los que se juzgan no cubiertos según `missing_months` de la edición",
        "raw": "Tasa contada: events entre exposure",
        "low": "Límite inferior de su intervalo, del nivel que dice la edición",
        "high": "Límite superior de su intervalo",
        "smoothed": "Tasa suavizada: la contada, acercada a toward",
        "smoothed_low": "Límite inferior de la tasa suavizada",
        "smoothed_high": "Límite superior de la tasa suavizada",
        "months": "Meses de la ventana que se contaron",
        "toward": "Hacia dónde se suaviza: la media de las tasas de los distritos, o la de sus "
        "vecinos si la edición lo dice; no es la tasa nacional. Vacío si no se suaviza",
    },
)

SPATIAL: Final = _table(
    "espacial",
    "Agrupamiento espacial de cada distrito",
    ("unit", "element"),
    {
        "unit": _UNIT,
        "element": _ELEMENT,
        "local_i": f"I de Moran local {_STABILISED}",
        "p": "Seudo valor p por permutación condicional",
        "q": "El mismo, con control de la tasa de falsos hallazgos",
        "cluster": "alto-alto, bajo-bajo, alto-bajo, bajo-alto o no_significativo",
        "g_star": f"Puntaje z de G* de Getis y Ord, {_STABILISED}",
        "g_p": "Valor p de G*",
        "g_q": "El mismo, con control de la tasa de falsos hallazgos",
    },
    words={"cluster": ("", "alto-alto", "bajo-bajo", "alto-bajo", "bajo-alto", "no_significativo")},
)

SPATIAL_GLOBAL: Final = _table(
    "espacial_global",
    "Autocorrelación espacial en el país",
    ("element", "neighbours"),
    {
        "element": _ELEMENT,
        "moran": f"I de Moran {_STABILISED}",
        "expected": "Valor esperado sin autocorrelación",
        "z": "Puntaje z",
        "p": "Valor p por permutación",
        "units": "Distritos usados",
        "islands": "Distritos sin vecinos, que no entran",
        "neighbours": "Vecindad: limites (comparten límite) o cercanos (los más cercanos)",
    },
    words={"neighbours": get_args(Source)},
)

VARIANTS: Final = _table(
    "variantes",
    "Otras maneras de componer el índice, y cuánto cambian los puestos",
    ("variant",),
    {
        "variant": "Código de la variante",
        "title": "Nombre",
        "changes": "Qué cambia",
        "units": "Distritos comparados",
        **_MOVES,
    },
    spoken=("title", "changes"),
)

VARIANT_RANKS: Final = _table(
    "variantes_puestos",
    "Puesto de cada distrito en cada variante",
    ("variant", "unit"),
    {
        "variant": "Código de la variante",
        "unit": _UNIT,
        "score": "Puntaje en la variante",
        "rank": "Puesto en la variante, entre todos los que lo tienen en ella; un distrito que no "
        "está aquí no tiene puesto en la variante",
        "shift": "Puestos que sube entre los que tienen puesto en los dos: before menos after",
        "before": "Puesto publicado, contado solo entre los que tienen puesto en los dos",
        "after": "Puesto en la variante, contado entre los mismos",
    },
)

CORRELATIONS: Final = _table(
    "correlaciones",
    "Correlaciones entre elementos",
    ("a", "b"),
    {
        "a": "Un elemento",
        "b": "Otro elemento",
        "pearson": f"Correlación de Pearson {_TURNED}",
        "spearman": f"Correlación de Spearman {_TURNED}",
        "units": "Distritos usados",
        "flag": "colineal, negativa o vacío; los umbrales están en la edición",
    },
    words={"flag": ("", "colineal", "negativa")},
)

COHERENCE: Final = _table(
    "coherencia",
    "Coherencia interna de cada agregado",
    ("element",),
    {
        "element": _ELEMENT,
        "indicators": "Indicadores que reúne",
        "alpha": "Alfa de Cronbach por covarianzas, de valores normalizados; vacío con menos "
        "de dos",
        "first_component": "Parte de la varianza en la primera componente principal",
    },
)

EFFECTIVE_WEIGHTS: Final = _table(
    "pesos_efectivos",
    "Peso dado y peso efectivo de cada elemento",
    ("level", "element"),
    {
        "element": _ELEMENT,
        "level": _LEVEL,
        "nominal": "Parte del índice según los pesos dados",
        "effective": "Cuadrado de su correlación con el puntaje, entre la suma de los de su nivel",
        "vif": "Inflación de la varianza entre indicadores; vacío en los agregados",
    },
)

REMOVALS: Final = _table(
    "retiros",
    "Qué pasa si se retira un elemento",
    ("element",),
    {"element": "Elemento retirado", **_MOVES},
)

TREATMENTS: Final = _table(
    "tratamiento",
    "Valores extremos de cada indicador y qué se hizo con ellos",
    ("element",),
    {
        "element": _ELEMENT,
        "skew_before": "Asimetría antes",
        "kurtosis_before": "Curtosis antes",
        "method": "ninguno, winsorizado, logaritmo o box-cox",
        "points": "Valores recortados",
        "skew_after": "Asimetría después",
        "kurtosis_after": "Curtosis después",
        "pass": "true si quedó dentro de los límites",
    },
    words={"method": METHODS},
)

STEPS: Final = _table(
    "pasos",
    "Los pasos de la receta, en orden",
    ("order",),
    {
        "order": "Orden",
        "step": "Paso",
        "arguments": "Argumentos, en JSON",
        "what": "Qué hizo",
    },
    spoken=("what",),
)

SENSITIVITY: Final = _table(
    "sensibilidad",
    "Qué decisión aparta más el orden entero del publicado: índices de Sobol con su intervalo",
    ("factor",),
    {
        "factor": "Código de la decisión",
        "title": "Nombre",
        "first": "Índice de primer orden, estimado: por azar puede pasar de total o salir de 0 a 1",
        "first_low": "Límite inferior del índice de primer orden",
        "first_high": "Límite superior del índice de primer orden",
        "total": "Índice total, estimado: por azar puede pasar de 1",
        "total_low": "Límite inferior del índice total",
        "total_high": "Límite superior del índice total",
    },
    spoken=("title",),
)

QUALITY: Final = _table(
    "calidad",
    "Cobertura de las denuncias por distrito y año",
    ("unit", "year"),
    {
        "unit": _UNIT,
        "year": "Año",
        "months": "Meses con al menos una denuncia, de los que dice `come`",
        "reports": "Denuncias",
        "flag": "nunca_reporto (sus ceros no son de calma: no se sabe), parcial, quiebre o vacío",
        "come": "Meses de ese año que trae el archivo: 12, o menos si el año no está completo",
    },
    words={"flag": ("", "nunca_reporto", "parcial", "quiebre")},
)

RESULTS: Final = (
    DISTRICTS,
    ELEMENTS,
    CONTRIBUTIONS,
    PEERS,
    RATES,
    SPATIAL,
    SPATIAL_GLOBAL,
    VARIANTS,
    VARIANT_RANKS,
    CORRELATIONS,
    COHERENCE,
    EFFECTIVE_WEIGHTS,
    REMOVALS,
    TREATMENTS,
    STEPS,
    SENSITIVITY,
    QUALITY,
)
