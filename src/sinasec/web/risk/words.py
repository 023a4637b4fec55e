"""How the pages of the risk index say zones, reasons, places and numbers in Spanish."""

from collections.abc import Mapping
from typing import Any, Final

from sinasec.web.words import NARROW_SPACE, number

ZONES: Final = ("dentro", "frontera", "fuera", "sin_informacion")
ZONE_WORDS: Final = {
    "dentro": "Dentro",
    "frontera": "En la frontera",
    "fuera": "Fuera",
    "sin_informacion": "Sin información",
}
WHY: Final = {
    "nunca_reporto": "No figura ni una vez en las denuncias de los años que se miran. Puede ser "
    "que no tenga comisaría, que sus denuncias se anoten en otro distrito o que no se digitaran: "
    "no se sabe cuál, y por eso no se le pone un puesto.",
    "cobertura": "Tiene denuncias en muy pocos meses del periodo, o en ninguno. Un mes sin "
    "denuncias puede ser un mes en calma o no cubierto, y con tan pocos no se puede distinguir.",
    "sin_poblacion": "No hay una cifra de población para él en esos años, y sin ella una cuenta "
    "de denuncias no se puede comparar con la de otros.",
    "pocos_datos": "Le falta la mayor parte de los indicadores del índice.",
}
WHY_SHORT: Final = {
    "nunca_reporto": "no figura en las denuncias",
    "cobertura": "denuncias en muy pocos meses o en ninguno",
    "sin_poblacion": "sin cifra de población",
    "pocos_datos": "faltan indicadores",
}
WHAT_TO_DO: Final = {
    "nunca_reporto": "Pida a la comisaría que atiende al distrito que confirme dónde anota sus "
    "denuncias, y a la entidad que publica el archivo que lo incluya.",
    "cobertura": "Pida a la comisaría que atiende al distrito que confirme los meses sin "
    "denuncias, y a la entidad que publica el archivo que escriba 0 en los que fueron de calma: "
    "un mes con un 0 cuenta como cubierto.",
    "sin_poblacion": "La Secretaría Técnica la carga cuando el INEI la publica.",
    "pocos_datos": "Pida a la Secretaría Técnica que cargue los indicadores que faltan; la lista "
    "está en la página de auditoría.",
}
CLUSTERS: Final = {
    "alto-alto": "valor alto, rodeado de valores altos",
    "bajo-bajo": "valor bajo, rodeado de valores bajos",
    "alto-bajo": "valor alto, rodeado de valores bajos",
    "bajo-alto": "valor bajo, rodeado de valores altos",
    "no_significativo": "no se distingue de un reparto al azar",
}
FLAGS: Final = {
    "nunca_reporto": "sin ninguna denuncia",
    "parcial": "meses sin denuncias",
    "quiebre": "salto brusco de la serie",
    "": "sin observación",
}
MEASURED: Final = {
    False: "delitos denunciados, que no son todos los que ocurren",
    True: "delitos denunciados, corregidos por la parte de las víctimas que denuncia",
}
STEP_WORDS: Final = {
    "screen": "Criba",
    "impute": "Imputación",
    "denominate": "División",
    "treat": "Valores extremos",
    "normalise": "Normalización",
    "weight": "Pesos",
    "aggregate": "Agregación",
    "rank": "Puestos",
}
MINUS: Final = "\u2212"


def zone_meaning(contested: tuple[float, float]) -> dict[str, str]:
    """What each zone means, by the two probabilities of the edition."""
    low, high = (round(100 * share) for share in contested)
    return {
        "dentro": f"entra en más de {high} de cada 100 cálculos",
        "frontera": f"entra en unos cálculos y en otros no: de {low} a {high} de cada 100",
        "fuera": f"entra en menos de {low} de cada 100 cálculos",
        "sin_informacion": "no se sabe: no es un cero ni un distrito seguro",
    }


def decimal(value: float | None, places: int = 1) -> str:
    """1234.5 -> '1 234,5'; a dash when it is not known."""
    if value is None:
        return "–"
    whole, _, rest = f"{abs(value):.{places}f}".partition(".")
    sign = MINUS if value < 0 and float(f"{abs(value):.{places}f}") else ""
    return sign + number(int(whole)) + (f",{rest}" if rest else "")


def measure(value: float | None) -> str:
    """With as many decimals as its size asks for: 0,583; 4,12; 938,7; 12 040."""
    size = abs(value or 0)
    return decimal(value, 3 if size < 1 else 2 if size < 10 else 1 if size < 1000 else 0)


def percent(share: float | None, places: int = 0) -> str:
    """0.873 -> '87 %'; never '100 %' nor '0 %' of what is not all or none."""
    if share is None:
        return "–"
    edge = 0.5 * 10 ** -(places + 2)
    if 0 < share <= edge:  # what lies on the edge is rounded to the even number, 0 or 100
        return f"<{NARROW_SPACE}{decimal(10**-places, places)}{NARROW_SPACE}%"
    if 1 - edge <= share < 1:
        return f">{NARROW_SPACE}{decimal(100 - 10**-places, places)}{NARROW_SPACE}%"
    return f"{decimal(100 * share, places)}{NARROW_SPACE}%"


def unit_share(value: float | None, places: int = 3) -> str:
    """A probability or a correlation: '0,042'; never '0,000' nor '1,000' of what is neither."""
    if value is None:
        return "–"
    least = 10**-places
    if 0 < value < least / 2:
        return f"<{NARROW_SPACE}{decimal(least, places)}"
    if 1 - least / 2 < value < 1:
        return f">{NARROW_SPACE}{decimal(1 - least, places)}"
    return decimal(value, places)


def signed(value: int | float, places: int = 0) -> str:
    """+3, −2 or 0."""
    text = decimal(value, places)
    return f"+{text}" if value > 0 else text


def interval(low: float | None, high: float | None, places: int = 0) -> str:
    """'30 a 55', one number when both are the same, a dash when there is none."""
    if low is None or high is None:
        return "–"
    first, last = decimal(low, places), decimal(high, places)
    return first if first == last else f"{first} a {last}"


def apart(row: Mapping[str, Any]) -> str:
    """Why the published rank of a district falls outside its own interval; '' when it does not."""
    rank, low, high = row["rank"], row["rank_low"], row["rank_high"]
    if rank is None or low is None or low <= rank <= high:
        return ""
    where = "más cerca" if rank > high else "más lejos"
    return (
        f"El puesto publicado, {number(rank)}, queda fuera del intervalo, {interval(low, high)}. "
        "Es el de la receta tal cual, y casi todo lo que se cambia en los cálculos deja a este "
        f"distrito {where} del primer puesto. Su puesto mediano en ellos es el "
        f"{number(row['rank_median'])}."
    )


def out_of(share: float) -> str:
    """'en 87 de cada 100 cálculos', said so that 99.7 % is not 'all'."""
    if 0 < share <= 0.005:
        return "en menos de 1 de cada 100 cálculos"
    if 0.995 <= share < 1:
        return "en más de 99 de cada 100 cálculos"
    if share in (0, 1):
        return "en todos los cálculos" if share else "en ninguno de los cálculos"
    # With a decimal where the limits of the zones are: 4,9 is not said as 5, of which one is more.
    near = 0.02 <= share < 0.1 or 0.9 < share <= 0.98
    said = decimal(100 * share, 1).removesuffix(",0") if near else round(100 * share)
    return f"en {said} de cada 100 cálculos"
