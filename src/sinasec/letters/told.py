"""The letters of the registers as documents, as lines and as a CSV."""

import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from sinasec.letters.history import life, life_of_entry
from sinasec.letters.models import Annulment, EntryAnnulment, Letter, Received
from sinasec.letters.paper.paper import Paper, paper_of
from sinasec.methods.lifecycle import State
from sinasec.methods.words import day_words
from sinasec.spreadsheets.delimited import ArmedWriter
from sinasec.time_zone import day_of
from sinasec.translation import gettext as _

NO_NUMBER: Final = _("sin número")
ANNULLED: Final[Mapping[str, Callable[[Any], str]]] = {
    "anulada_el": lambda one: _annulled(one, lambda gone: day_of(gone.registered_at).isoformat()),
    "anulada_por": lambda one: _annulled(one, lambda gone: gone.registered_by),
    "motivo_de_anulacion": lambda one: _annulled(one, lambda gone: " ".join(gone.reason.split())),
}
SENT: Final[Mapping[str, Callable[[Letter], str]]] = {
    "numero": str,
    "fecha": lambda one: day_of(one.registered_at).isoformat(),
    "destinatario": lambda one: " / ".join(one.addressee.split("\n")),
    "asunto": lambda one: one.subject,
    "estado": lambda one: state_name(one),
    **ANNULLED,
    "reemplaza_a": lambda one: str(one.supersedes or ""),
    "reemplazada_por": lambda one: str(beside(one, "superseded_by") or ""),
    "numero_dado": lambda one: "no" if one.number else "sí",
    "carta": lambda one: one.definition,
    "huella_pdf": lambda one: one.pdf_sha256,
    "registrada_por": lambda one: one.registered_by,
    "simulado": lambda one: "SIMULADO" if one.simulated else "",
}
CAME_IN: Final[Mapping[str, Callable[[Received], str]]] = {
    "ingreso": lambda one: one.reference,
    "recibida_el": lambda one: one.received_on.isoformat(),
    "hora": lambda one: one.received_time or "",
    "remitente": lambda one: one.sender,
    "numero_del_remitente": lambda one: one.sender_number or NO_NUMBER,
    "asunto": lambda one: one.subject,
    "destinatario": lambda one: one.addressee or "",
    "folios": lambda one: str(one.sheets or ""),
    "anexos": lambda one: one.enclosures or "",
    "estado": lambda one: entry_state(one).name,
    **ANNULLED,
    "responde_a": lambda one: str(one.answers) if one.answers else "",
    "archivo": lambda one: one.file_name,
    "huella_archivo": lambda one: one.file_sha256,
    "registrada_el": lambda one: day_of(one.registered_at).isoformat(),
    "registrada_por": lambda one: one.registered_by,
    "simulado": lambda one: "SIMULADO" if one.simulated else "",
}


def state_of(letter: Letter) -> State:
    """As its life-cycle has it, from what was asked with the row (see `finding.sent`)."""
    found = life(letter, beside(letter, "annulment"), beside(letter, "superseded_by")).state
    if found is None:
        raise LookupError(f"{letter} has no state")
    return found


def beside(row: Letter | Received, name: str) -> Any:
    """What was asked with the row; None where there is none."""
    return getattr(row, name, None)


def _annulled(row: Letter | Received, said: Callable[[Annulment | EntryAnnulment], str]) -> str:
    gone = beside(row, "annulment")
    return said(gone) if gone else ""


def entry_state(entry: Received) -> State:
    """The same, of an entry (see `finding.received`)."""
    found = life_of_entry(entry, beside(entry, "annulment")).state
    if found is None:
        raise LookupError(f"{entry} has no state")
    return found


def state_name(letter: Letter) -> str:
    """In the words of the life-cycle."""
    return state_of(letter).name


def ended_words(letter: Letter) -> str:
    """That it is not in force, and what to do; "" while it is."""
    gone, later = beside(letter, "annulment"), beside(letter, "superseded_by")
    if gone:
        return _("Anulada el {day}: {reason} No la use.").format(
            day=day_words(day_of(gone.registered_at)), reason=sentence(gone.reason)
        )
    if later:
        return _("La reemplaza {later}, del {day}. Use esa.").format(
            later=later, day=day_words(day_of(later.registered_at))
        )
    return ""


def sentence(text: str) -> str:
    """On one line, and with its stop."""
    said = " ".join(text.split())
    return said if said.endswith((".", "?", "!", "…")) else f"{said}."


def paper_now(letter: Letter) -> Paper:
    """Its paper, with a mark on every page where it is not in force. Its copy never has any."""
    gone, later = beside(letter, "annulment"), beside(letter, "superseded_by")
    if gone:
        day = day_words(day_of(gone.registered_at))
        mark = _("ANULADA el {day} · no la use").format(day=day)
    else:
        mark = _("REEMPLAZADA por {later} · no la use").format(later=later) if later else ""
    return replace(paper_of(letter), mark=mark)


def as_document(letter: Letter) -> dict[str, Any]:
    """All of it but its copy."""
    gone = beside(letter, "annulment")
    later = beside(letter, "superseded_by")
    return {
        "number": str(letter),
        "series": letter.series,
        "year": letter.year,
        "count": letter.number,
        "number_given": letter.number is None,
        "office": letter.office,
        "date": day_of(letter.registered_at).isoformat(),
        "addressee": letter.addressee,
        "subject": letter.subject,
        "definition": letter.definition,
        "definition_sha256": letter.definition_sha256,
        "pdf_sha256": letter.pdf_sha256,
        "state": state_of(letter).code,
        "annulled_because": gone.reason if gone else None,
        "annulled_at": _instant(gone.registered_at) if gone else None,
        "annulled_by": gone.registered_by if gone else None,
        "supersedes": str(letter.supersedes) if letter.supersedes else None,
        "superseded_by": str(later) if later else None,
        "by": letter.registered_by,
        "registered_at": _instant(letter.registered_at),
        "simulated": letter.simulated,
    }


def received_document(one: Received) -> dict[str, Any]:
    """All that is registered of it."""
    gone = beside(one, "annulment")
    return {
        "entry": one.reference,
        "state": entry_state(one).code,
        "annulled_because": gone.reason if gone else None,
        "annulled_at": _instant(gone.registered_at) if gone else None,
        "annulled_by": gone.registered_by if gone else None,
        "sender": one.sender,
        "sender_number": one.sender_number or None,
        "subject": one.subject,
        "received_on": one.received_on.isoformat(),
        "received_time": one.received_time,
        "addressee": one.addressee,
        "sheets": one.sheets,
        "enclosures": one.enclosures,
        "answers": str(one.answers) if one.answers else None,
        "file": one.file_name or None,
        "file_sha256": one.file_sha256 or None,
        "file_size": one.file_size or None,
        "by": one.registered_by,
        "registered_at": _instant(one.registered_at),
        "simulated": one.simulated,
    }


def line(letter: Letter) -> str:
    """In a list."""
    to = letter.addressee.split("\n")[0]
    state = "" if not state_of(letter).end else f" [{state_name(letter).lower()}]"
    return f"{letter}{state}  {day_of(letter.registered_at):%d/%m/%Y}  {to}: {letter.subject}"


def received_line(one: Received) -> str:
    """In a list."""
    day, theirs = one.received_on, one.sender_number or NO_NUMBER
    answers = _(" (responde a {letter})").format(letter=one.answers) if one.answers else ""
    state = entry_state(one)
    ended = f" [{state.name.lower()}]" if state.end else ""
    return f"{one.reference}{ended}  {day:%d/%m/%Y}  {one.sender}, {theirs}: {one.subject}{answers}"


def sent_csv(letters: Iterable[Letter]) -> bytes:
    """The register of those sent; no text can be taken for a formula."""
    return _csv(SENT, letters)


def received_csv(letters: Iterable[Received]) -> bytes:
    """The register of those that came in."""
    return _csv(CAME_IN, letters)


def _csv(columns: Mapping[str, Callable[[Any], str]], rows: Iterable[Any]) -> bytes:
    text = io.StringIO(newline="")
    writer = ArmedWriter(text, ";")
    writer.writerow(columns)
    writer.writerows([of(row) for of in columns.values()] for row in rows)
    return ("\ufeff" + text.getvalue()).encode()


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
