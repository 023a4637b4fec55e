"""The receipt of a letter that came in: what its entry says, on one page."""

from collections.abc import Iterator

from sinasec.definitions.letters import letter
from sinasec.letters.models import Received
from sinasec.letters.office import office
from sinasec.letters.paper.paper import Paper, dated
from sinasec.letters.told import beside
from sinasec.methods.letters import fill, readable
from sinasec.methods.words import day_words
from sinasec.time_zone import LIMA, day_of
from sinasec.translation import gettext as _

CODE = "cargo-recepcion"


def receipt(entry: Received) -> Paper:
    """As it is registered; of one that was annulled, with that on it. Raises UnsoundOffice."""
    filled = fill(letter(CODE), dict(_fields(entry)))
    of = office()
    return Paper(
        name=filled.letter.title,
        kind=filled.letter.kind,
        subject=filled.subject,
        blocks=filled.blocks,
        office=of.name,
        dated=dated(of.place, entry.registered_at),
        simulated=entry.simulated,
        foot=_("Ingreso {reference} · {office}").format(
            reference=entry.reference, office=entry.office
        ),
        mark=_mark(entry),
    )


def _fields(entry: Received) -> Iterator[tuple[str, object]]:
    yield "entry", entry.reference
    if gone := beside(entry, "annulment"):
        yield (
            "warning",
            _("Este ingreso fue anulado el {day}: {reason}").format(
                day=day_words(day_of(gone.registered_at)), reason=readable(gone.reason)
            ),
        )
    yield "received", entry.received_on
    yield "sender", readable(entry.sender)
    yield "matter", readable(entry.subject)
    noted = {
        "time": entry.received_time,
        "sender_number": entry.sender_number,
        "addressee": entry.addressee,
        "enclosures": entry.enclosures,
        "file": entry.file_name,
        "hash": entry.file_sha256,
    }
    yield from ((name, readable(said)) for name, said in noted.items() if said)
    if entry.sheets:
        yield "sheets", entry.sheets
    if entry.answers:
        yield "answers", str(entry.answers)
    moment = entry.registered_at.astimezone(LIMA)
    yield (
        "registered",
        _("Se registró el {day}, a las {hour}, por {by}.").format(
            by=readable(entry.registered_by),
            day=day_words(moment.date()),
            hour=f"{moment:%H:%M}",
        ),
    )


def _mark(entry: Received) -> str:
    gone = beside(entry, "annulment")
    if gone is None:
        return ""
    day = day_words(day_of(gone.registered_at))
    return _("ANULADO el {day} · no lo use").format(day=day)
