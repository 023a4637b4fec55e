"""What a reader takes away: the list of districts as filtered, and the edition as a workbook."""

from django.http import HttpRequest, HttpResponse

from sinasec.definitions.index import load
from sinasec.risk.editions.workbook import edition_to_workbook
from sinasec.risk.published import reading
from sinasec.web.limits.often import dear_each_time
from sinasec.web.parameters import reads
from sinasec.web.published.chosen import Chosen
from sinasec.web.published.page_cache import published
from sinasec.web.risk.chosen import INDEX_PAGES
from sinasec.web.risk.csv_table import index_csv
from sinasec.web.risk.districts import as_published, districts, peer_names
from sinasec.web.risk.filters import NAMES, read, select
from sinasec.web.uploads import attachment


@published(INDEX_PAGES, *NAMES)
def districts_csv(request: HttpRequest, chosen: Chosen) -> HttpResponse:
    """DISTRICTS as in the open data, what is to be said of the rank, and the publication."""
    columns = reading.table(chosen.publication, "distritos").columns
    wanted = read(request.GET, peer_names(chosen.publication))
    rows = as_published(select(districts(chosen.publication), wanted)).select(*columns, "apart")
    return index_csv([*columns, "sobre_el_puesto"], rows.iter_rows(), chosen.publication)


@reads("publicacion")
@dear_each_time
def edition_workbook(request: HttpRequest) -> HttpResponse:
    """The edition shown (or the example) as a workbook, to change it and load it."""
    chosen = INDEX_PAGES.usual()
    edition = reading.edition(chosen.publication) if chosen else load()
    return attachment(edition_to_workbook(edition), f"edicion-{edition.code}", "plantilla")
