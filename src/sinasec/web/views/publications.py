"""What has been published, when, and how anyone can check it."""

import datetime
import hashlib
import os
from contextlib import nullcontext
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, Final

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import get_conditional_response

from sinasec.compliance.semaforo import reading
from sinasec.compliance.semaforo.kind import SEMAFORO
from sinasec.publications import catalogue
from sinasec.publications.afterwards.mended import mended_by
from sinasec.publications.afterwards.reading import answered, errata, withdrawal, withdrawals
from sinasec.publications.afterwards.words import ErratumWords, erratum_words
from sinasec.publications.models import ADVANCE, FINAL, Erratum, Publication
from sinasec.publications.packages.manifest import OUTSIDE, sha256
from sinasec.publications.succession import line_of, successors
from sinasec.publications.told import made_otherwise, since_preliminary
from sinasec.publications.trust.chain_said import published_chain
from sinasec.publications.trust.keys import PUBLIC, fingerprint, read_public
from sinasec.publications.trust.signature import signer
from sinasec.publications.trust.standing import (
    CHANGING,
    Withheld,
    doubt,
    standing,
    standings,
    verified,
)
from sinasec.publications.trust.trusted import own_key, trusted_fingerprints
from sinasec.risk.answering import district_of
from sinasec.risk.published import reading as risk
from sinasec.risk.published.kind import INDEX
from sinasec.web.limits.often import check_dear
from sinasec.web.limits.turns import DOWNLOADS
from sinasec.web.parameters import reads
from sinasec.web.prepared import being_prepared, in_words
from sinasec.web.published.chosen import BadAsking, today
from sinasec.web.published.shelf import AGE_SECONDS
from sinasec.web.semaforo.chosen import SEMAFORO_PAGES, not_yet
from sinasec.web.semaforo.errata import in_words as in_words_of
from sinasec.web.serving.head import only_head
from sinasec.web.views.page import page, shown_or_none

LARGE: Final = 1024 * 1024  # bytes; less is hashed in a millisecond or two
TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
    ".yaml": "application/yaml; charset=utf-8",
}


@reads(*SEMAFORO_PAGES.reads, "dia")
def publications(request: HttpRequest) -> HttpResponse:
    day = request.GET.get("dia")
    if day:
        return redirect("published-on", day=_day(day).isoformat())
    rows = catalogue.every()
    return page(
        request,
        "publications.html",
        shown_or_none(request),
        rows=[one for one in rows if one.stage != ADVANCE],
        advances=[one for one in rows if one.stage == ADVANCE],
        standings=standings(rows),
        later=successors(rows),
        withdrawals=withdrawals(),
        keys=_keys(),
        being_prepared=in_words(preparing) if (preparing := being_prepared()) else "",
    )


@reads(*SEMAFORO_PAGES.reads)
def publication(request: HttpRequest, id: str) -> HttpResponse:
    found = catalogue.get(id)
    verified(found)  # its files are listed
    line = line_of(found)
    return page(
        request,
        "publication.html",
        shown_or_none(request),
        found=found,
        later=line.after(found),
        last=line.last,
        since=since_preliminary(catalogue.folder(found)),
        otherwise=made_otherwise(found),
        example=found.kind == INDEX and risk.edition(found).ejemplo,
        sin_datos=risk.lacking_words(found) if found.kind == INDEX else "",
        wanting=risk.lacking(found) if found.kind == INDEX else [],
        files=_files(found),
        chain=published_chain(found),
        signed_by=signer(catalogue.folder(found)),
        fingerprints=trusted_fingerprints(Path(settings.KEYS)),
        keys=_keys(),
        has_duties=found.kind != INDEX and reading.has_duties(found),
        replies=answered(catalogue.replies(found)),
        gone=withdrawal(found),
        errata=[(one, _about(one.erratum), mended_by(one.erratum)) for one in _errata(found)],
        answered=found.replaces_id if found.stage == FINAL else found.pk,
    )


def _about(one: Erratum) -> str:
    """Where what it says wrongly is read."""
    found, unit = one.publication, district_of(one.committee)
    if found.kind == INDEX and unit:
        return f"{reverse('risk-district', args=[unit])}?publicacion={found.pk}"
    page = reverse("committee", args=[one.committee])
    if found.kind == SEMAFORO:
        return f"{page}?publicacion={found.pk}&fecha={one.first_day:%Y-%m-%d}"
    return page


def _errata(found: Publication) -> list[ErratumWords]:
    every = errata(found)
    return in_words_of(found, every) if found.kind == SEMAFORO else [*map(erratum_words, every)]


def _keys() -> list[tuple[str, str]]:
    """The fingerprint of each key whose signature is believed here, and whether it is in use."""
    folder = Path(settings.KEYS)
    own = own_key(folder)
    used = fingerprint(read_public(own, PUBLIC)) if own else ""
    marks = trusted_fingerprints(folder)
    return [(mark, "La que está en uso" if mark == used else "Anterior") for mark in marks]


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise BadAsking(f"«{text[:20]}» no es una fecha. Escríbala así: 2024-05-24.") from None


@reads(*SEMAFORO_PAGES.reads)
def published_on(request: HttpRequest, day: str) -> HttpResponse:
    asked = _day(day)
    found = catalogue.published_on(asked)
    others = dict(found.in_force)
    semaforo = others.pop(SEMAFORO, None)
    return page(
        request,
        "published_on.html",
        shown_or_none(request),
        found=found,
        semaforo=semaforo,
        others=list(others.values()),
        asked_day=asked,
        is_today=asked == today(),
        not_yet="" if found.that_day else not_yet(asked),
        judged=_judged(),
        standings=standings([*found.that_day, *found.in_force.values()]),
        later=successors(catalogue.every()),
        withdrawals=withdrawals(),
    )


def _judged() -> tuple[datetime.date, datetime.date] | None:
    """The days that the home can show; None while it shows none."""
    chosen = SEMAFORO_PAGES.standing()
    return reading.days(chosen.publication) if chosen else None


def _files(found: Publication) -> list[tuple[str, int]]:
    """Relative path and size of every file of the package, in order."""
    folder = catalogue.folder(found)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [(path.relative_to(folder).as_posix(), path.stat().st_size) for path in files]


@reads()
def file(request: HttpRequest, id: str, path: str) -> HttpResponseBase:
    """One file of a package, exactly as it was signed: its ETag is its SHA-256.

    Whoever was given other bytes is given the right ones at the next request: no copy is good
    for longer than a page. HEAD is answered from what was signed, and reads nothing.
    """
    found = catalogue.get(id)
    digest = _digest(found, path)
    response = get_conditional_response(request, etag=f'"{digest}"')
    if response is None:
        response = _told(found, path) if only_head(request) else _sent(request, found, path, digest)
    response["Cache-Control"] = f"public, max-age={AGE_SECONDS}, must-revalidate"
    response["ETag"] = f'"{digest}"'
    response["X-Publicacion"] = found.id
    return response


def _digest(found: Publication, path: str) -> str:
    """SHA-256 of a file of the package; the list that is signed does not name itself."""
    verified(found)
    hashes = standing(found).hashes
    if path in hashes:
        return hashes[path]
    if path not in OUTSIDE:
        raise Http404("Ese archivo no es parte de la publicación. Vea la lista en su página.")
    return sha256((catalogue.folder(found) / path).read_bytes())


def _told(found: Publication, path: str) -> HttpResponse:
    """What `_sent` would say of the file, without the file."""
    whole = catalogue.folder(found) / path
    response = HttpResponse(content_type=_type(whole))
    response["Content-Length"] = str(whole.stat().st_size)
    response["Content-Disposition"] = _disposition(found, whole)
    return response


def _sent(request: HttpRequest, found: Publication, path: str, digest: str) -> FileResponse:
    """Hashed once more just before it is given away to be sent as it is, without a thread.

    Raises Withheld; of a large one TooOften, or turns.Busy when others are being hashed.
    """
    whole = catalogue.folder(found) / path
    opened = whole.open("rb")
    try:
        if _is_large(opened):
            check_dear(request)
        if _hashed(opened) != digest:
            doubt(found)
            raise Withheld(found, CHANGING)
    except BaseException:
        opened.close()
        raise
    opened.seek(0)
    response = FileResponse(opened, content_type=_type(whole))
    response["Content-Disposition"] = _disposition(found, whole)
    return response


def _hashed(opened: BufferedReader) -> str:
    """SHA-256 (hex) of an open file; of a large one, in its turn."""
    with DOWNLOADS.turn() if _is_large(opened) else nullcontext():
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _is_large(opened: BinaryIO) -> bool:
    return os.fstat(opened.fileno()).st_size > LARGE


def _type(whole: Path) -> str:
    return TYPES.get(whole.suffix, "text/plain")


def _disposition(found: Publication, whole: Path) -> str:
    return f'attachment; filename="{found.id}-{whole.name}"'
