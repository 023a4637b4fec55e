"""What can be wrong with a file of any layout: its title, and whether it keeps the file out."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class FaultKind:
    """`blocks`: the file does not enter with it, unless its rows are left out by choice.

    `row`: it belongs to rows, which may be left out; else to the whole file, which may not enter.
    """

    title: str
    blocks: bool = True
    row: bool = True


KINDS: Final[dict[str, FaultKind]] = {
    # of the file
    "columna-faltante": FaultKind("Falta una columna", row=False),
    "columna-repetida": FaultKind("Una columna está dos veces", row=False),
    "sin-filas": FaultKind("No hay ninguna fila llena", row=False),
    # of a row or a cell
    "archivo-cortado": FaultKind("El archivo termina a media fila"),
    "celdas-de-mas": FaultKind("La fila tiene más celdas que encabezados"),
    "celda-con-error": FaultKind("La celda muestra un error de Excel"),
    "formula-sin-resultado": FaultKind("La celda es una fórmula sin resultado guardado"),
    "porcentaje": FaultKind("Un porcentaje donde va otra medida"),
    "dato-obligatorio": FaultKind("Falta un dato obligatorio"),
    "codigo-ilegible": FaultKind("Un código no son seis cifras"),
    "codigo-desconocido": FaultKind("Un código no es de ninguna unidad"),
    "anio-imposible": FaultKind("Un año no es posible"),
    "mes-imposible": FaultKind("Un mes no está entre 1 y 12"),
    "cantidad-ilegible": FaultKind("Una cantidad no es un entero de cero a mil millones"),
    "numero-ilegible": FaultKind("Un dato no es un número"),
    "numero-ambiguo": FaultKind("Un número puede leerse de dos modos"),
    "fuera-de-rango": FaultKind("Un valor está fuera de lo posible"),
    "intervalo-invertido": FaultKind("El valor no está dentro de su intervalo"),
    "fila-repetida": FaultKind("Filas repetidas: se deja la primera si se acepta"),
    "fila-contradictoria": FaultKind("Filas de lo mismo con otro valor: si se acepta, salen todas"),
}
