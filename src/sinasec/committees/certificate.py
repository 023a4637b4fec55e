"""The certificate of what was published: all it says comes from the signed package and the rows
beside it, on the day it is written."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from sinasec.committees.registry import named
from sinasec.letters import actions
from sinasec.letters.models import Letter
from sinasec.letters.paper.typesetting import printable
from sinasec.letters.said import CannotWrite
from sinasec.methods.letters import readable
from sinasec.methods.words import day_words
from sinasec.publications import catalogue
from sinasec.publications.afterwards.certified import Certified
from sinasec.publications.afterwards.certified import certified as said_of
from sinasec.publications.afterwards.reading import (
    errata,
    not_in_force,
    withdrawal,
    withdrawn_words,
)
from sinasec.publications.afterwards.words import erratum_words
from sinasec.publications.catalogue import NotInIt, Withheld
from sinasec.publications.models import ADVANCE, PRELIMINARY, Erratum, Publication, Reply
from sinasec.publications.packages.manifest import MANIFEST
from sinasec.publications.succession import ALIKE, line, line_of
from sinasec.publications.trust.apart import verify_apart
from sinasec.publications.trust.chain_said import published_chain
from sinasec.publications.trust.standing import folder, standing
from sinasec.publications.trust.trusted import trusted_keys
from sinasec.publications.trust.verify import Verification
from sinasec.records.chain import passes_through
from sinasec.records.clock import in_turn
from sinasec.short_texts import shortened
from sinasec.time_zone import LIMA, day_of
from sinasec.translation import gettext as _
from sinasec.translation import ngettext

CODE: Final = "constancia-publicacion"
COMMAND: Final = "publication certificate"
MOST_ERRATA: Final = 20  # told whole; of more, how many
LONGEST: Final = 1_000  # letters of what was said at length: its page has the rest


class CannotCertify(ValueError):
    """A sentence: why nothing is certified of that publication, and what to do."""


def certify(
    *,
    publication: str,
    committee: str,
    addressee: str,
    signer: str,
    by: str,
    now: datetime,
    number_given: str = "",
    supersedes: Letter | None = None,
) -> Letter:
    """Write the certificate of a publication as of now, and register it.

    `committee`: "" for none. Raises CannotCertify, `UnknownPublication`, `CannotWrite`.
    """
    found = catalogue.known(publication)
    checked = _verified(found)  # takes a while, and what is signed does not change
    with transaction.atomic():
        in_turn()  # what came after it is as it says until the certificate is written
        return actions.issue(
            definition=CODE,
            written_by=COMMAND,
            fields=_fields(found, committee, checked, signer=signer, now=now),
            addressee=addressee,
            by=by,
            simulated=found.simulated,
            number_given=number_given,
            supersedes=supersedes,
            now=now,
        )


def certificate_fields(
    publication: Publication, committee: str, *, signer: str, now: datetime
) -> dict[str, Any]:
    """What the certificate is told. Raises CannotCertify unless the package verifies now."""
    return _fields(publication, committee, _verified(publication), signer=signer, now=now)


def _fields(
    publication: Publication, committee: str, checked: Verification, *, signer: str, now: datetime
) -> dict[str, Any]:
    said = _said(publication, committee)
    found: dict[str, Any] = {
        "publication": publication.pk,
        "title": publication.words.title,
        "as_of": publication.as_of,
        "published": day_of(publication.created_at),
        "today": day_of(now),
        "details": [list(row) for row in _details(publication, checked)],
        "verified": _checked_words(publication, checked),
        "after": list(_after(publication, committee, said)),
        "limits": [*_of_its_stage(publication, day_of(now)), *_limits(publication, said)],
        "signer": signer,
    }
    if committee:
        found |= _of_committee(publication, committee, said)
    return found


def _verified(publication: Publication) -> Verification:
    """Now, whatever was remembered; and the row beside it says what was signed."""
    found = verify_apart(folder(publication), trusted_keys(Path(settings.KEYS)))
    if not found.ok:
        file, why = found.faults[0]
        raise CannotCertify(
            _(
                "No se certifica {publication}: no es la que se firmó ({file}: {why}) Vea todo con "
                "«sinasec verify {publication}»."
            ).format(publication=publication.pk, file=Path(file).name, why=why)
        )
    kept = standing(publication)
    if not kept.stands:
        raise CannotCertify(
            _("No se certifica {publication}: {why}. Vea qué hacer con «sinasec doctor».").format(
                publication=publication.pk, why=kept.reason
            )
        )
    said = published_chain(publication)
    if said is not None and not passes_through(said):
        raise CannotCertify(
            _(
                "No se certifica {publication}: la cadena de lo registrado no pasa por la que se "
                "firmó con ella. Vea qué hacer con «sinasec doctor»."
            ).format(publication=publication.pk)
        )
    return found


def _said(publication: Publication, committee: str) -> Certified | None:
    try:
        return said_of(publication, committee)
    except (NotInIt, Withheld) as error:
        raise CannotCertify(str(error)) from error


def _details(publication: Publication, checked: Verification) -> Iterator[tuple[str, str]]:
    chain = published_chain(publication)
    manifest = (folder(publication) / MANIFEST).read_bytes()
    yield (
        _("Datos"),
        _("SIMULADOS: no describen a ningún comité real")
        if publication.simulated
        else _("registrados por la oficina"),
    )
    yield _("A la fecha de"), f"{publication.as_of:%d/%m/%Y}"
    yield _("Según lo registrado hasta"), _moment(publication.known_at)
    yield _("Publicada"), _moment(publication.created_at)
    yield _("Etapa"), publication.stage
    yield _("Programa"), publication.code_version
    yield _("Definiciones"), f"{publication.edition_version} ({publication.edition_id[:16]}…)"
    yield _("Huella del contenido"), publication.sha256
    yield _("Huella del manifiesto"), hashlib.sha256(manifest).hexdigest()
    yield _("Clave que la firmó"), checked.key or ""
    yield (
        _("Cadena de lo registrado"),
        _("{links} eslabones, hasta {sha256}").format(links=chain.links, sha256=chain.sha256)
        if chain
        else _("no dice ninguna: no llevaba nada registrado que no fuera SIMULADO"),
    )


def _moment(moment: datetime) -> str:
    return _("{day} (hora de Lima)").format(day=f"{moment.astimezone(LIMA):%d/%m/%Y %H:%M}")


def _checked_words(publication: Publication, checked: Verification) -> str:
    chain = published_chain(publication)
    files = ngettext(
        "Su único archivo es, byte por byte, el que se firmó,",
        "Sus {files} archivos son, byte por byte, los que se firmaron,",
        checked.files,
    ).format(files=checked.files)
    key = _("y la firma es de la clave {key}…, en la que confía esta instalación.").format(
        key=(checked.key or "")[:16]
    )
    passes = _("La cadena de lo registrado pasa por la que se firmó con ella.") if chain else ""
    return " ".join(filter(None, (files, key, passes)))


def _after(publication: Publication, committee: str, said: Certified | None) -> Iterator[str]:
    later, gone = line_of(publication).after(publication), withdrawal(publication)
    yield (
        _("La reemplazó {later}, {stage}, publicada el {day}.").format(
            later=later.pk, stage=later.stage, day=f"{day_of(later.created_at):%d/%m/%Y}"
        )
        if later
        else _last_words(publication)
    )
    yield from _decided_beside(publication)
    yield (
        _("Fue retirada {words}").format(words=_registered(withdrawn_words(gone)))
        if gone
        else _("No ha sido retirada.")
    )
    mistakes = errata(publication)
    if not mistakes:
        yield _("No tiene ninguna fe de erratas.")
    elif committee:
        own = sum(1 for one in mistakes if one.committee == committee)
        yield _("Fe de erratas de este comité: {own}. De otros: {others}.").format(
            own=own or _("ninguna"), others=(len(mistakes) - own) or _("ninguna")
        )
    elif len(mistakes) > MOST_ERRATA:
        yield _("Tiene {count} fe de erratas; están en su página y en su historia.").format(
            count=len(mistakes)
        )
    else:
        names = said.duty_names if said else {}
        yield from (
            f"{named(one.committee)}: {_erratum(one, names, publication)}" for one in mistakes
        )
    replies = Reply.objects.filter(publication=publication).count()
    if replies:
        yield ngettext(
            "Un comité respondió a ella.", "Tiene {count} respuestas de comités.", replies
        ).format(count=replies)


def _decided_beside(publication: Publication) -> Iterator[str]:
    """That somebody published of the day of an advance, which takes the place of nothing."""
    if publication.stage != ADVANCE:
        return
    alike = {name: getattr(publication, name) for name in ALIKE}
    last = line(**alike).last
    if last is not None and withdrawal(last) is None:
        yield _("De ese día se publicó además {id}, {stage}, que alguien decidió.").format(
            id=last.pk, stage=last.stage
        )


def _erratum(one: Erratum, names: Mapping[str, str], publication: Publication) -> str:
    return _registered(erratum_words(one, names.get(one.duty, ""), beside=publication).whole)


def _registered(text: str) -> str:
    return printable(shortened(readable(text), LONGEST))


def _last_words(publication: Publication) -> str:
    """That none of its day took its place, and which is the last one now."""
    alike = Publication.objects.filter(kind=publication.kind, simulated=publication.simulated)
    last = alike.exclude(pk__in=not_in_force()).first()
    if last is None or last == publication:
        return _("Ninguna otra de ese día ha tomado su lugar, y no hay una posterior.")
    return _(
        "Ninguna otra de ese día ha tomado su lugar; la última publicada es {last}, {stage}, del "
        "{day}."
    ).format(last=last.pk, stage=last.stage, day=f"{last.as_of:%d/%m/%Y}")


def _of_committee(
    publication: Publication, committee: str, said: Certified | None
) -> dict[str, Any]:
    if said is None:
        raise CannotCertify(
            _("De una publicación de la clase «{title}» no se certifica a un comité.").format(
                title=publication.words.title
            )
        )
    told = [*errata(publication, committee), *said.repeated]
    return {
        "committee": said.name,
        "lights": [list(row) for row in said.lights],
        "duties": [list(row) for row in said.duties],
        "errata": [_erratum(one, said.duty_names, publication) for one in told]
        or [_("No hay fe de erratas de este comité.")],
    }


def _of_its_stage(publication: Publication, today: date) -> Iterator[str]:
    """What its stage means for whoever reads it."""
    if publication.stage == ADVANCE:
        said = _(
            "Es un avance: salió solo de noche, nadie lo revisó, no abre plazo para responder y no "
            "se hace definitivo."
        )
        last = catalogue.last_preliminary(publication)
        which = _("La última preliminar es {id}, del {day}.")
        yield f"{said} {which.format(id=last.pk, day=day_words(last.as_of))}" if last else said
    elif publication.stage == PRELIMINARY:
        until = catalogue.reply_by(publication)
        if until is None:
            yield _("Es preliminar, y ya no recibe respuestas.")
        elif until < today:
            yield _(
                "Es preliminar: puede cambiar. El plazo para responderla venció el {day}."
            ).format(day=day_words(until))
        else:
            yield _(
                "Es preliminar: puede cambiar. Cada comité puede responderla hasta el {day}."
            ).format(day=day_words(until))


def _limits(publication: Publication, said: Certified | None) -> Iterator[str]:
    yield _("Dice lo que se publicó; no, si lo que cada comité informó es verdad.")
    yield _("No es una opinión legal.")
    yield from said.limits if said else ()
    yield _("Lo que pase después de hoy no está aquí: la página de la publicación lo dice.")
    yield _("Lo firmado con clave es la publicación. Esta constancia no lleva firma digital.")
    if publication.simulated:
        yield _("Los datos son SIMULADOS: nada de esto describe a un comité real.")


__all__ = ["CannotCertify", "CannotWrite", "certificate_fields", "certify"]
