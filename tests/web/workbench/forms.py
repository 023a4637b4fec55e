"""Sending the workbench's forms as a browser does: the token of the page, then the fields."""

import re
from dataclasses import replace
from functools import cache

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from sinasec.risk.editions.workbook import edition_to_workbook
from tests.risk.conftest import quick_edition

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
CODE = "irs-de-prueba"


def send(client: Client, path: str, **fields) -> HttpResponse:
    """POST the form of a page. A value that is bytes goes as the file `archivo`."""
    token = TOKEN.search(client.get(path).content.decode())
    assert token, f"{path} has no form"
    return client.post(path, {"csrfmiddlewaretoken": token[1], **fields})


def file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@cache
def quick_workbook() -> bytes:
    """The workbook of an edition that is computed in a moment."""
    edition = replace(quick_edition(), code=CODE, title="Edición de prueba")
    return edition_to_workbook(edition)
