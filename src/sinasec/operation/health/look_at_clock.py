"""The clock of this machine against the last thing that was registered."""

from collections.abc import Iterator
from datetime import datetime

from sinasec.compliance.models import Act, Completeness, Review, Waiver
from sinasec.methods.words import day_words
from sinasec.publications.finding import FAULT, NOTE, HealthFinding
from sinasec.publications.models import Publication
from sinasec.records.clock import TOLERANCE, answered, last_registered, last_signature
from sinasec.time_zone import LIMA


def look(now: datetime) -> Iterator[HealthFinding]:
    """A clock behind what was registered: a note when somebody has already answered for it.

    So is one behind a publication alone, when facts were registered since: registering does not
    ask about publications, and keeps no answer.
    """
    last = last_registered()
    if last is None or last - now <= TOLERANCE:
        return
    ahead = list(
        Publication.objects.filter(simulated=False, created_at__gt=now).order_by("-created_at")
    )
    said = _said(last, ahead)
    if why := answered(last_signature(now)):
        yield HealthFinding(
            "reloj",
            NOTE,
            f"{said}; quien registró después comprobó la hora: «{why}».",
            "Hasta ese día, siga registrando con --clock-checked.",
        )
    elif ahead and ahead[0].created_at == last and _went_on(ahead, now):
        yield HealthFinding(
            "reloj",
            NOTE,
            f"{said}; después se registró con la hora de ahora.",
            "Hasta ese día, publique con --clock-checked.",
        )
    else:
        yield HealthFinding("reloj", FAULT, f"{said}.", _remedy(last, ahead))


def _said(last: datetime, ahead: list[Publication]) -> str:
    day = day_words(last.astimezone(LIMA).date())
    if ahead and ahead[0].created_at == last:
        what = f"La publicación {ahead[0].pk} dice que se hizo el {day}"
    else:
        what = f"Lo último se registró el {day}"
    return f"{what}, y el reloj de esta máquina está antes"


def _remedy(last: datetime, ahead: list[Publication]) -> str:
    if not ahead or ahead[0].created_at != last:
        return "Corrija la hora; si era aquella la equivocada, registre con --clock-checked."
    return (
        "Si la hora de ahora es la equivocada, corríjala. Si lo era aquella, siga registrando, y "
        "publique con --clock-checked: deja de ser falla con el primer hecho que se registre. El "
        "plazo para responder a esa publicación se cuenta desde su fecha: si es preliminar, "
        "publique otra."
    )


def _went_on(ahead: list[Publication], now: datetime) -> bool:
    """Whether a real fact came after what those publications knew, on this clock."""
    since = max(each.known_at for each in ahead)
    return any(
        model.objects.filter(
            simulated=False, registered_at__gt=since, registered_at__lte=now
        ).exists()
        for model in (Act, Review, Waiver, Completeness)
    )
