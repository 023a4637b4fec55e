"""What is done with a publication after it was published: withdrawn, mended, answered."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sinasec.cli.answer import say, sentences
from sinasec.cli.main import prepared_database
from sinasec.cli.options import DAY, as_json
from sinasec.cli.output import replace_option
from sinasec.committees.committee_option import COMMITTEE, committee_option
from sinasec.letters.options import docx_option, pdf_option
from sinasec.letters.saving import check_outputs, say_issued
from sinasec.records.clock_checked import asks_about_clock
from sinasec.translation import gettext as _

if TYPE_CHECKING:
    from sinasec.committees.registry import CommitteeRow
    from sinasec.committees.told_of_errata import ToTell
    from sinasec.publications.models import Erratum, Publication

by_option = click.option(
    "--by", required=True, metavar="QUIÉN", help="Quién lo hace, con su cargo."
)


@click.group("publication")
def publication() -> None:
    """Lo que pasa después de publicar: retirar, rectificar, contestar. Nada se edita."""


@publication.command("withdraw")
@click.argument("publication_id", metavar="ID")
@click.option("--reason", required=True, help="Por qué no debe usarse; se publica.")
@click.option("--document", default="", help="El acto o documento que lo decidió.")
@by_option
@asks_about_clock
@as_json
def withdraw(publication_id: str, reason: str, document: str, by: str, as_json: bool) -> None:
    """Retira una publicación: sigue en su dirección y se verifica, y ya no es la que se muestra.

    Lo que ella había reemplazado no vuelve a valer.
    """
    prepared_database()
    from sinasec.publications import catalogue
    from sinasec.publications.afterwards import actions
    from sinasec.publications.afterwards.reading import withdrawn_words

    with sentences(actions.CannotSay, catalogue.UnknownPublication):
        done = actions.withdraw(
            publication=publication_id, reason=reason, document=document, by=by, now=_now()
        )
    shown = _shown_instead(done.publication)
    answer = {
        "publication": publication_id,
        "reason": done.reason,
        "document": done.document,
        "by": done.by,
        "withdrawn_at": done.registered_at.astimezone(UTC).isoformat(),
        "shown_instead": shown,
    }
    rest = f"Ahora se muestra {shown}." if shown else "No hay otra que mostrar en su lugar."
    say(as_json, answer, f"{publication_id}: retirada {withdrawn_words(done)}\n{rest}")


def _shown_instead(withdrawn: "Publication") -> str | None:
    """The code of the one that is shown now, of the same kind and origin of data."""
    from sinasec.publications import catalogue

    try:
        found = catalogue.latest(withdrawn.kind, simulated=withdrawn.simulated)
    except catalogue.Withheld:
        return None
    return found.pk if found else None


@publication.command("erratum")
@click.argument("publication_id", metavar="ID")
@committee_option
@click.option("--duty", default="", metavar="DEBER", help="Código del deber cuya luz estaba mal.")
@click.option("--from", "first", type=DAY, help="Primer día; el último que se juzgó, si falta.")
@click.option("--to", "last", type=DAY, help="Último día; el primero, si falta.")
@click.option("--should-say", required=True, help="Qué debió decir: «verde», «sin información»…")
@click.option("--said", default="", help="Qué decía; solo de una clase que no lo dice ella misma.")
@click.option("--reason", required=True, help="Por qué estaba mal; se publica.")
@by_option
@asks_about_clock
@as_json
def erratum(
    publication_id: str,
    committee: "CommitteeRow",
    duty: str,
    first: date | None,
    last: date | None,
    should_say: str,
    said: str,
    reason: str,
    by: str,
    as_json: bool,
) -> None:
    """Registra una fe de erratas, que se ve junto a la luz, y dice a quiénes avisar.

    Lo publicado no cambia: para corregirlo, publique otra. Repetir la misma no cambia nada.
    """
    prepared_database()
    from sinasec.committees.told_of_errata import to_tell
    from sinasec.publications import catalogue
    from sinasec.publications.afterwards import actions
    from sinasec.publications.afterwards.mended import mended_by

    with sentences(actions.CannotSay, catalogue.UnknownPublication, catalogue.Withheld):
        done = actions.register_erratum(
            publication=publication_id,
            committee=committee.code,
            duty=duty,
            first_day=first,
            last_day=last,
            should_say=should_say,
            said=said,
            why=reason,
            by=by,
            now=_now(),
        )
    mended, tell = mended_by(done), to_tell(done)
    say(as_json, _erratum_document(done, mended, tell), _erratum_words(done, mended, tell))


def _erratum_document(
    done: "Erratum", mended: "Publication | None", tell: "list[ToTell]"
) -> Mapping[str, Any]:
    return {
        "publication": done.publication_id,
        "committee": done.committee,
        "duty": done.duty,
        "from": done.first_day.isoformat(),
        "to": done.last_day.isoformat(),
        "said": done.said,
        "should_say": done.should_say,
        "reason": done.why,
        "by": done.by,
        "registered_at": done.registered_at.astimezone(UTC).isoformat(),
        "mended_by": mended.pk if mended else None,
        "tell": [one.as_dict() for one in tell],
    }


def _erratum_words(done: "Erratum", mended: "Publication | None", tell: "list[ToTell]") -> str:
    days = f"{done.first_day:%d/%m/%Y}"
    if done.last_day != done.first_day:
        days += f" al {done.last_day:%d/%m/%Y}"
    about = f"{done.committee}, {done.duty}" if done.duty else done.committee
    head = (
        f"Fe de erratas de {done.publication_id}: {about}, {days}. Decía «{done.said}» y debió "
        f"decir «{done.should_say}»."
    )
    cure = (
        f"La corrige {mended.pk}, {mended.stage}."
        if mended
        else "Ninguna publicación lo dice bien todavía: publique otra."
    )
    lines = [f"  {one.name}: {'; '.join(one.who) or 'nadie'}" for one in tell]
    return "\n".join([head, cure, "Avise a:", *lines])


@publication.command("answer")
@click.argument("number", metavar="NÚMERO", type=int)
@click.option("--text", required=True, help="Lo que se contesta; se publica junto a la respuesta.")
@by_option
@asks_about_clock
@as_json
def answer(number: int, text: str, by: str, as_json: bool) -> None:
    """Contesta la respuesta de un comité, por su número. Se contesta una sola vez."""
    prepared_database()
    from sinasec.publications.afterwards import actions

    with sentences(actions.CannotSay):
        done = actions.answer(reply=number, text=text, by=by, now=_now())
    document = {
        "reply": number,
        "publication": done.reply.publication_id,
        "committee": done.reply.committee,
        "by": done.by,
        "answered_at": done.registered_at.astimezone(UTC).isoformat(),
    }
    words = f"Contestada la respuesta {number}, de {done.reply.committee}: avise a {done.reply.by}."
    say(as_json, document, words)


@publication.command("certificate")
@click.argument("publication_id", metavar="ID")
@click.option(
    "--committee",
    "-c",
    type=COMMITTEE,
    metavar="COMITÉ",
    help=_("Con las luces de este comité, como se publicaron."),
)
@click.option("--addressee", required=True, help=_("A quién se le da la constancia."))
@click.option(
    "--signer", default="", help=_("Quién la firma, con su cargo; quien la hace, si falta.")
)
@click.option(
    "--number-given", default="", help=_("El número que dio el trámite de la institución.")
)
@click.option(
    "--supersedes", default="", metavar="NÚMERO", help=_("La constancia que esta reemplaza.")
)
@by_option
@pdf_option
@docx_option
@replace_option
@asks_about_clock
@as_json
def certificate(
    publication_id: str,
    committee: "CommitteeRow | None",
    addressee: str,
    signer: str,
    number_given: str,
    supersedes: str,
    by: str,
    pdf: Path | None,
    docx: Path | None,
    replace: bool,
    as_json: bool,
) -> None:
    """Da constancia de lo publicado, con su número; se niega si no es lo que se firmó.

    Lo que dice sale del paquete y de lo registrado a su lado, tal como está hoy.
    """
    check_outputs(pdf, docx, replace=replace)
    prepared_database()
    from sinasec.committees.certificate import CannotCertify, CannotWrite, certify
    from sinasec.letters.finding import letter_with
    from sinasec.publications import catalogue

    with sentences(CannotCertify, CannotWrite, catalogue.UnknownPublication):
        done = certify(
            publication=publication_id,
            committee=committee.code if committee else "",
            addressee=addressee,
            signer=signer or by,
            by=by,
            number_given=number_given,
            supersedes=letter_with(supersedes) if supersedes else None,
            now=_now(),
        )
    say_issued(done, pdf, docx, as_json=as_json)


@publication.command("history")
@click.argument("publication_id", metavar="ID")
@as_json
def history(publication_id: str, as_json: bool) -> None:
    """Lo que le pasó a una publicación, en qué estado está y qué se puede hacer hoy con ella."""
    prepared_database()
    from sinasec.committees.publication_history import history_of
    from sinasec.publications import catalogue

    with sentences(catalogue.UnknownPublication):
        found = history_of(catalogue.known(publication_id), _now())
    say(as_json, found, "\n".join(_history_words(found)))


def _history_words(found: Mapping[str, Any]) -> Iterator[str]:
    yield f"{found['publication']}: {found['state_name']}"
    for one in found["events"]:
        yield f"  {_day(one['day'])}  {one['name']}, por {one['by_name']}"
    for one in found["clocks"]:
        yield f"  {one['name']}: hasta el {_day(one['due']) or 'día que no se sabe'}"
    for one in found["replies"]:
        yield f"  Respuesta {one['number']}, de {one['committee']}: {one['state_name']}"
    yield "Hoy:"
    for one in found["moves"]:
        yield f"  {one['name']}, {one['by_name']}: {one['why_not'] or 'se puede'}"


def _day(text: str | None) -> str:
    """Of a document, as people write it; "" where there is none."""
    return f"{date.fromisoformat(text):%d/%m/%Y}" if text else ""


def _now() -> datetime:
    return datetime.now(UTC)
