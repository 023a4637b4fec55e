"""A table as a CSV to be saved: UTF-8 with its mark, and the publication in every row."""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpResponse

from sinasec.publications.models import Publication
from sinasec.spreadsheets.delimited import ArmedWriter


def csv_answer(
    columns: Sequence[str],
    rows: Iterable[Iterable[Any]],
    publication: Publication,
    also: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """What is not known is an empty cell; no text can be taken for a formula.

    `also`: columns with the same value in every row.
    """
    same = also or {}
    text = io.StringIO(newline="")
    writer = ArmedWriter(text, ",")
    writer.writerow([*columns, "publicacion", "simulado", *same])
    said = (publication.pk, "SIMULADO" if publication.simulated else "", *same.values())
    writer.writerows([*map(_cell, row), *said] for row in rows)
    return HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()  # as in the package
    return value
