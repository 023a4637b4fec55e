"""The sheets of the workbook of an edition: what each column or field is and how it is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from sinasec.methods.risk.editions.words import MISSING_MONTHS, SMOOTHING
from sinasec.risk.editions import words

Kind = Literal["text", "number", "yes_no", "choice", "list", "numbers"]


@dataclass(frozen=True, slots=True)
class Cell:
    """`path`: keys from the item (or the edition) to the value. `choices`: code -> word."""

    path: tuple[str, ...]
    label: str
    kind: Kind = "text"
    help: str = ""
    choices: Mapping[Any, str] = field(default_factory=dict[Any, str])
    required: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list of the edition, one row an item. `key`: its place in the edition."""

    name: str
    key: str
    cells: tuple[Cell, ...]


EDITION: Final = "Edición"
RECIPE: Final = "Receta"
FACTORS: Final = "Incertidumbre"
VARIANTS: Final = "Variantes"


def _text(path: str, label: str, help: str = "", *, required: bool = True) -> Cell:
    return Cell(tuple(path.split(".")), label, "text", help, required=required)


def _number(path: str, label: str, help: str = "", *, required: bool = True) -> Cell:
    return Cell(tuple(path.split(".")), label, "number", help, required=required)


def _choice(path: str, label: str, choices: Mapping[Any, str], help: str = "") -> Cell:
    return Cell(tuple(path.split(".")), label, "choice", help, choices, required=True)


FIELDS: Final = (
    _text("code", "Código", "Minúsculas sin tilde, cifras y guiones. Es el nombre de la edición."),
    _text("version", "Versión", "Un año y, si hace falta, un número: 2026.1."),
    _text("title", "Título"),
    Cell(("ejemplo",), "Es de ejemplo", "yes_no", "Sí, mientras ninguna norma la apruebe.",
         required=True),
    _text("approved_by", "Norma que la aprueba", "Obligatoria si no es de ejemplo.",
          required=False),
    _text("about", "Qué es y qué no se sabe"),
    _number("window", "Años de denuncias que se juntan"),
    _choice("missing_months", "Un mes sin denuncias es", MISSING_MONTHS),
    _number("minimum_months", "Meses con denuncias que se exigen",
            "De cada doce; con menos, sin información."),
    _number("rate_per", "Personas de una tasa"),
    _choice("smoothing", "Suavizado de las tasas", SMOOTHING),
    _number("neighbours", "Vecinos más cercanos", "Cuando no hay límites cargados."),
    Cell(("reporting_correction",), "Corregir por la tasa de denuncia", "yes_no", required=True),
    _number("top", "Primeros k"),
    _text("top_norm.id", "Norma de k"),
    _text("top_norm.article", "Artículo de k"),
    _text("top_why", "De dónde sale k"),
    _number("uncertainty.replications", "Réplicas"),
    _number("uncertainty.seed", "Semilla del azar"),
    _number("uncertainty.interval", "Nivel de los intervalos", "0,90 es noventa por ciento."),
    Cell(("uncertainty", "contested"), "Frontera, entre probabilidades", "numbers",
         "Dos números separados por punto y coma: 0,05; 0,95.", required=True),
    _number("sensitivity.base", "Muestras de base de la sensibilidad"),
    _number("sensitivity.resamples", "Remuestras de la sensibilidad"),
    _choice("sensitivity.output", "Qué explica la sensibilidad", words.OUTPUT),
    Cell(("spatial", "elements"), "Elementos que se miran en el mapa", "list",
         "Códigos separados por punto y coma."),
    _number("spatial.permutations", "Permutaciones en el mapa"),
    _number("spatial.alpha", "Tasa de falsos hallazgos"),
    _number("audit.collinear", "Correlación que repite"),
    _number("audit.negative", "Correlación que anula"),
    _text("peers_why", "De dónde salen los pares"),
)  # fmt: skip

NORMS: Final = Sheet(
    "Normas",
    "norms",
    (
        _text("id", "Norma"),
        _text("title", "Título"),
        _text("url", "Dirección", required=False),
        _text("note", "Advertencia", required=False),
    ),
)
ELEMENTS: Final = Sheet(
    "Elementos",
    "elements",
    (
        _text("code", "Código", "Sin tilde ni espacios: ROBO."),
        _text("name", "Nombre"),
        _text("parent", "Parte de", "Código del elemento que lo reúne; el índice no lleva.",
              required=False),
        _number("weight", "Peso", "Entre hermanos; se reparten hasta sumar 1.", required=False),
        Cell(("direction",), "Sentido", "choice", "", words.DIRECTION),
        _text("unit", "Unidad", required=False),
        _text("criterion", "Criterio de la norma"),
        _text("norm.id", "Norma"),
        _text("norm.article", "Artículo", required=False),
        Cell(("input", "from"), "Origen", "choice", "Solo los indicadores.", words.ORIGIN),
        Cell(("input", "kinds"), "Clases de denuncia", "list", "Separadas por punto y coma."),
        _text("input.indicator", "Indicador", "Código en la tabla de indicadores.", required=False),
        Cell(("input", "form"), "Forma", "choice", "", words.FORM),
        _text("why", "Por qué ese peso", required=False),
        _text("note", "Advertencia", required=False),
    ),
)  # fmt: skip
PEERS: Final = Sheet(
    "Pares",
    "peers",
    (
        _text("code", "Código"),
        _text("name", "Nombre"),
        Cell(("capital",), "Capital de provincia", "yes_no", required=True),
        _number("from", "Población desde", "Incluida; vacía, desde cero.", required=False),
        _number("below", "Población menos de", "Excluida; vacía, sin límite.", required=False),
    ),
)
LISTS: Final = (NORMS, ELEMENTS, PEERS)

RECIPE_HEADINGS: Final = ("Paso", "Argumento", "Valor")
FACTOR_HEADINGS: Final = (
    "Código", "Título", "Clase", "Paso", "Argumento", "Opciones", "Niveles", "Variación",
)  # fmt: skip
VARIANT_HEADINGS: Final = ("Código", "Título", "Qué cambia", "Valor nuevo")

STEPS: Final = (
    "Este libro es una edición del índice: qué se mide, con qué pesos, cómo se compone y qué se "
    "prueba.",
    "Llene las hojas de izquierda a derecha. Las columnas con asterisco son obligatorias.",
    "Los pesos son relativos entre hermanos: 3 y 1 es lo mismo que 0,75 y 0,25.",
    "Donde hay una lista, elija de la lista. Varios valores van separados por punto y coma.",
    "En «Receta», una fila por argumento; los pasos van en el orden de la hoja.",
    "En «Variantes», lo que cambia se escribe como en los ejemplos: suavizado; ventana; sin (un "
    "elemento); receta.agregar.método. Una variante que cambia dos cosas ocupa dos filas con el "
    "mismo código.",
    "Mientras ninguna norma apruebe sus variables y pesos, la edición dice que es de ejemplo.",
    "Cárguela con «sinasec index load-edition ARCHIVO --by \"Nombre\"»: se revisa entera y se "
    "muestran todas las faltas con hoja, fila y columna. Con una sola falta no se guarda nada.",
)  # fmt: skip
