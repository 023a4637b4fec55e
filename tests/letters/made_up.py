"""A letter for the tests: the certificate, with few words."""

from typing import Any

CODE = "constancia-publicacion"
BY_ITS_COMMAND = {"definition": CODE, "written_by": "publication certificate"}
OFFICE = {
    "SINASEC_OFFICE": "Secretaría Técnica",
    "SINASEC_OFFICE_CODE": "ST-JULI",
    "SINASEC_PLACE": "Juli",
}


def fields(**other: Any) -> dict[str, Any]:
    """What the certificate must be told, and more."""
    return {
        "publication": "semaforo-2026-04-30-0a1b2c3d",
        "title": "Semáforo de cumplimiento",
        "as_of": "2026-04-30",
        "published": "2026-05-04",
        "today": "2026-06-01",
        "details": [["Etapa", "preliminar"]],
        "verified": "Se comprobó la firma.",
        "after": ["Nada."],
        "limits": ["No es una opinión legal."],
        "signer": "Ana Díaz\nSecretaria Técnica",
    } | other
