"""The 26 regions of the system: INEI department codes, and Lima Metropolitana apart."""

from typing import Final

REGION_NAMES: Final = {
    "01": "Amazonas",
    "02": "Áncash",
    "03": "Apurímac",
    "04": "Arequipa",
    "05": "Ayacucho",
    "06": "Cajamarca",
    "07": "Callao",
    "08": "Cusco",
    "09": "Huancavelica",
    "10": "Huánuco",
    "11": "Ica",
    "12": "Junín",
    "13": "La Libertad",
    "14": "Lambayeque",
    "15": "Lima Provincias",
    "1501": "Lima Metropolitana",
    "16": "Loreto",
    "17": "Madre de Dios",
    "18": "Moquegua",
    "19": "Pasco",
    "20": "Piura",
    "21": "Puno",
    "22": "San Martín",
    "23": "Tacna",
    "24": "Tumbes",
    "25": "Ucayali",
}


def no_region(code: str) -> str:
    """That there is no such region, and which codes there are."""
    return (
        f"No hay una región con el código «{code}» en esta publicación. "
        "Los códigos son los del INEI (21 es Puno); 1501 es Lima Metropolitana."
    )
