"""What can be wrong with a file: its title, and whether it keeps the file out."""

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
    "varias-fuentes": FaultKind("El archivo trae varias series", row=False),
    "falta-el-anio": FaultKind("No se sabe de qué año son los datos", row=False),
    "codigos-de-otro-sistema": FaultKind("Los códigos no parecen del INEI", row=False),
    "unidades-mezcladas": FaultKind("Hay proporciones y porcentajes mezclados", row=False),
    # of a row or a cell
    "archivo-cortado": FaultKind("El archivo termina a media fila"),
    "celdas-de-mas": FaultKind("La fila tiene más celdas que encabezados"),
    "celda-con-error": FaultKind("La celda muestra un error de Excel"),
    "formula-sin-resultado": FaultKind("La celda es una fórmula sin resultado guardado"),
    "porcentaje": FaultKind("Un porcentaje donde va otra medida"),
    "dato-obligatorio": FaultKind("Falta un dato obligatorio"),
    "codigo-ilegible": FaultKind("Un código no son seis cifras"),
    "codigo-desconocido": FaultKind("Un código no es de ninguna unidad"),
    "codigo-de-vecino": FaultKind(
        "El código es de un distrito y el nombre, de otro de su provincia"
    ),
    "anio-imposible": FaultKind("Un año no es posible"),
    "mes-imposible": FaultKind("Un mes no está entre 1 y 12"),
    "mes-futuro": FaultKind("Un mes todavía no ha terminado de llegar"),
    "cantidad-ilegible": FaultKind("Una cantidad no es un entero de cero a mil millones"),
    "numero-ilegible": FaultKind("Un dato no es un número"),
    "numero-ambiguo": FaultKind("Un número puede leerse de dos modos"),
    "fuera-de-rango": FaultKind("Un valor está fuera de lo posible"),
    "intervalo-invertido": FaultKind("El valor no está dentro de su intervalo"),
    "total-no-cuadra": FaultKind("El total no es la suma de sus partes"),
    "indicador-ilegible": FaultKind("El código del indicador no se puede usar"),
    "fila-repetida": FaultKind("Filas repetidas: se deja la primera si se acepta"),
    "fila-contradictoria": FaultKind("Filas de lo mismo con otro valor: si se acepta, salen todas"),
    # to be known
    "nombre-distinto": FaultKind("El nombre no es el de su código", blocks=False),
    "modalidad-desconocida": FaultKind("Una modalidad que el diccionario no conoce", blocks=False),
    "punto-fuera": FaultKind("El punto cae fuera de su distrito", blocks=False),
    "superficie-distinta": FaultKind("La superficie no es la de su límite", blocks=False),
    "valor-negativo": FaultKind("Un valor negativo (anulación de gasto)", blocks=False),
}
