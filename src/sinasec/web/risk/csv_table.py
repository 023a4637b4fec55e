"""A table of the index as a CSV that says in every row what it is not."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

from sinasec.publications.models import Publication
from sinasec.risk.published import reading
from sinasec.web.csv_answer import csv_answer


def index_csv(
    columns: Sequence[str], rows: Iterable[Iterable[Any]], publication: Publication
) -> HttpResponse:
    """As `csv_answer`, with whether the edition is an example, the stage, year and last month."""
    example = reading.edition(publication).ejemplo
    also = {
        "ejemplo": "EJEMPLO" if example else "",
        "etapa": publication.stage,
        "anio": publication.as_of.year,
        "ultimo_mes": publication.as_of.month,
    }
    return csv_answer(columns, rows, publication, also)
