"""What is answered when Django could not: it fell, or it has no thread left."""

import json
from html import escape
from typing import Final
from urllib.parse import quote

from sinasec.web.front.sent import Sent
from sinasec.web.logs.number import HEADER

API: Final = "/api/"
HEADERS: Final = [
    ("cache-control", "no-store"),
    ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
    ("x-content-type-options", "nosniff"),
]


def fell(path: str, number: str) -> Sent:
    text = (
        "Algo falló de nuestro lado. No es culpa suya y no se perdió nada. Vuelva a intentarlo en "
        "unos minutos; si sigue, avise a la Secretaría Técnica. "
        f"Anote este número: {number}."
    )
    return _said(500, path, number, text)


def overloaded(path: str, number: str) -> Sent:
    text = "El sitio atiende muchas consultas a la vez. Espere unos segundos y vuelva a intentarlo."
    found = _said(503, path, number, text)
    found.headers.append(("retry-after", "5"))
    return found


def _said(status: int, path: str, number: str, text: str) -> Sent:
    api = path.startswith(API)
    body = json.dumps({"detail": text}, ensure_ascii=False) if api else _page(path, text)
    kind = "application/json" if api else "text/html; charset=utf-8"
    named = [("content-type", kind), (HEADER.lower(), number)]
    return Sent(status, [*HEADERS, *named], body.encode())


def _page(path: str, text: str) -> str:
    """The sentence and a link to try again; with two bars first it would lead to another site,
    and browsers read one that leans back as a bar."""
    address = f"/{quote(path.lstrip('/'))}"
    return (
        '<!doctype html><html lang="es-PE"><meta charset="utf-8"><title>SINASEC</title>'
        f'<p>{escape(text)}</p><p><a href="{escape(address)}">Intentarlo otra vez</a></p></html>'
    )
