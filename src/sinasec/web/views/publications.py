"""What has been published, when, and how anyone can check it."""

import datetime

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from sinasec.publications import reading
from sinasec.publications.kinds import INDEX
from sinasec.risk import reading as risk
from sinasec.web.parameters import SHOWN, reads
from sinasec.web.shown import BadAsking
from sinasec.web.views.page import page, shown_or_none

TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
    ".yaml": "application/yaml; charset=utf-8",
}


@reads(*SHOWN, "dia")
def publications(request: HttpRequest) -> HttpResponse:
    day = request.GET.get("dia")
    if day:
        return redirect("published-on", day=_day(day).isoformat())
    return page(request, "publications.html", shown_or_none(request), rows=reading.every())


@reads(*SHOWN)
def publication(request: HttpRequest, id: str) -> HttpResponse:
    found = reading.get(id)
    return page(
        request,
        "publication.html",
        shown_or_none(request),
        found=found,
        example=found.kind == INDEX and risk.edition(found).ejemplo,
        files=_files(found),
        replies=reading.replies(found),
    )


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise BadAsking(f"«{text[:20]}» no es una fecha. Escríbala así: 2024-05-24.") from None


@reads(*SHOWN)
def published_on(request: HttpRequest, day: str) -> HttpResponse:
    asked = _day(day)
    return page(
        request,
        "published_on.html",
        shown_or_none(request),
        found=reading.published_on(asked),
        asked_day=asked,
    )


def _files(found) -> list[tuple[str, int]]:
    """Relative path and size of every file of the package, in order."""
    folder = reading.folder(found)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [(path.relative_to(folder).as_posix(), path.stat().st_size) for path in files]


@reads()
def file(request: HttpRequest, id: str, path: str) -> HttpResponse | FileResponse:
    """One file of a package, exactly as it was signed."""
    found = reading.get(id)
    if path not in {name for name, _ in _files(found)}:
        raise Http404("Ese archivo no es parte de la publicación. Vea la lista en su página.")
    whole = reading.folder(found) / path
    response = FileResponse(whole.open("rb"), content_type=TYPES.get(whole.suffix, "text/plain"))
    response["Content-Disposition"] = f'attachment; filename="{found.id}-{whole.name}"'
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["ETag"] = f'"{found.sha256[:24]}-{whole.name}"'
    response["X-Publicacion"] = found.id
    return response
