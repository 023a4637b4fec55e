"""Does a publication stand: are its files those that were signed? Asked before anything is shown.

The answer is remembered for as long as the disk says that nothing changed (`stamp`), so that
asking costs a look at the folder. A look serves for `GLANCE_SECONDS`: meanwhile what is shown is
what was verified, and what is read is looked at again (`unchanged`). What is remembered of a
publication's files is kept under the `mark` of that look: what was read while they were altered
never comes back.
"""

import hashlib
import json
import logging
import os
import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from sinasec.live import asked_once, live
from sinasec.methods.words import day_words
from sinasec.os_words import os_words
from sinasec.publications.models import Publication
from sinasec.publications.packages.manifest import MANIFEST, SIGNATURE, BadManifest, read_manifest
from sinasec.publications.record import row_of
from sinasec.publications.trust.keys import PUBLIC
from sinasec.publications.trust.trusted import trust_stamp, trusted_keys
from sinasec.publications.trust.verify import DESCRIPTOR, Verification, verify
from sinasec.warehouse.stamp import Stamp, stamp

MOST_KEPT: Final = 512  # publications whose standing is remembered
GLANCE_SECONDS: Final = 0.05  # a look serves whoever asks meanwhile
TRIES: Final = 3  # while the files go on changing
SOUND_SECONDS: Final = 600  # what stood is verified again, though the disk tells of no change
AGAIN_SECONDS: Final = 60  # what failed may have been the reading, and not the files
SOON_SECONDS: Final = 2  # what could not be read at all may be readable in a moment
TOLD: Final = 5  # faults written in the log
LISTING_SECONDS: Final = 1.0  # what a list may spend verifying what nobody asked for yet

GONE: Final = "su carpeta no está en su lugar"
UNREADABLE: Final = "su carpeta no se puede leer como la de una publicación"
ALTERED: Final = "sus archivos no son los que se firmaron"
CHANGING: Final = "sus archivos están cambiando en este momento"
UNLIKE: Final = "lo que se anota de ella en la base de datos no es lo que se firmó"
OTHER_KEY: Final = "la firmó una clave que esta instalación no conoce"
NOT_NOW: Final = "en este momento el servidor no puede leer sus archivos"
NO_KEY: Final = "falta la clave pública con la que se comprueba su firma"


logger = logging.getLogger("sinasec.publications")


class Withheld(LookupError):
    """The publication does not stand, and nothing of it is shown. `reason`: why, in words."""

    def __init__(self, publication: Publication, reason: str, tail: str = "") -> None:
        self.publication = publication
        self.reason = reason
        super().__init__(
            f"La publicación {publication.pk}, {publication.stage}, del "
            f"{day_words(publication.as_of)}, está retenida: {reason}. No se muestra "
            "nada de ella hasta que vuelva a comprobarse. "
            f"{tail or 'Las demás están en /publicaciones/.'}"
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """`mark`: of the files as they were when they were verified; another one after any change.

    `reason`: why it is withheld, in words for everyone; "" when it stands. `faults`: (file,
    sentence). `hashes`: path -> SHA-256 (hex), as signed.
    """

    mark: str
    reason: str = ""
    faults: tuple[tuple[str, str], ...] = ()
    hashes: Mapping[str, str] = field(default_factory=dict[str, str], compare=False)  # as the mark

    @property
    def stands(self) -> bool:
        return not self.reason


@dataclass(frozen=True, slots=True)
class Verified:
    """A publication that stands, as a key: equal only while not one of its files changed."""

    id: str
    mark: str
    publication: Publication = field(compare=False, repr=False)


@dataclass(slots=True)
class _Known:
    """`seen`: row, folder and keys when it was verified.

    `until`: how long that holds though nothing changes. `looked`: when nothing had changed yet.
    Both on the monotonic clock.
    """

    seen: tuple[Any, ...]
    standing: Standing
    until: float
    looked: float


@dataclass(slots=True)
class _Look:
    """What one request was told, so that it is told one thing. `read`: whose files it read."""

    told: dict[str, Standing] = field(default_factory=dict[str, Standing])
    read: dict[str, tuple[Publication, str]] = field(
        default_factory=dict[str, tuple[Publication, str]]
    )


_LOOK: Final[ContextVar[_Look | None]] = ContextVar("look", default=None)
_known: Final[OrderedDict[str, _Known]] = OrderedDict()
_turns: Final[dict[str, threading.Lock]] = {}
_falls: Final[Counter[str]] = Counter()  # how often each folder was found altered
_guard: Final = threading.Lock()


def folder(publication: Publication) -> Path:
    return Path(settings.PUBLICATIONS) / publication.folder


@live
def standing(publication: Publication) -> Standing:
    """Whether it stands now; never an exception, whatever happened to its files."""
    look = _LOOK.get()
    if look is not None and publication.pk in look.told:
        return look.told[publication.pk]
    found = _remembered(publication) or _in_turn(publication)
    if look is not None:
        look.told[publication.pk] = found
    return found


def verified(publication: Publication, *, to_read: bool = True) -> Verified:
    """Its standing as a key. Raises `Withheld`.

    `to_read`: its files are about to be read, and `unchanged` will look at them again.
    """
    found = standing(publication)
    if not found.stands:
        raise Withheld(publication, found.reason)
    look = _LOOK.get()
    if look is not None and to_read:
        look.read[publication.pk] = publication, found.mark
    return Verified(publication.pk, found.mark, publication)


def standings(
    publications: Iterable[Publication], seconds: float = LISTING_SECONDS
) -> dict[str, Standing | None]:
    """Id -> standing, for a list. None: never verified yet, and there is no time left now."""
    limit = time.monotonic() + seconds
    found: dict[str, Standing | None] = {}
    for one in publications:
        asked = str(folder(one)) in _known or time.monotonic() < limit
        found[one.pk] = standing(one) if asked else None
    return found


@contextmanager
def one_look(*, only_reads: bool = False) -> Iterator[None]:
    """Within it each publication is looked at once: what is shown together is of one moment.

    `only_reads`: nothing is written meanwhile, so that what the database said holds too.
    """
    token = _LOOK.set(_Look())
    try:
        with asked_once(only_reads=only_reads):
            yield
    finally:
        _LOOK.reset(token)


def unchanged() -> bool:
    """Whether the files read in this look are still the ones that were verified."""
    look = _LOOK.get()
    if look is None:
        return True
    changed = [one for one, mark in look.read.values() if _marked_now(one) != mark]
    for one in changed:
        _look_again(one)
    return not changed


def withheld_in_look() -> list[str]:
    """Ids of the publications that this look found withheld."""
    look = _LOOK.get()
    return [] if look is None else [pk for pk, found in look.told.items() if not found.stands]


def doubt(publication: Publication) -> None:
    """Something read of it was not what was signed: the next to ask verifies it."""
    with _guard:
        _known.pop(str(folder(publication)), None)


def forget() -> None:
    """Verify everything again when it is next asked for."""
    with _guard:
        _known.clear()


# -- what is remembered


def _remembered(publication: Publication) -> Standing | None:
    """What was found before, if nothing that it depends on changed."""
    known, now = _known.get(str(folder(publication))), time.monotonic()
    if known is None or now >= known.until:
        return None
    if now < known.looked + GLANCE_SECONDS and known.seen[0] == _row(publication):
        return known.standing
    if _seen(publication, stamp(folder(publication))) != known.seen:
        return None
    known.looked = now
    return known.standing


def _look_again(publication: Publication) -> None:
    """The next to ask looks at the disk."""
    known = _known.get(str(folder(publication)))
    if known is not None:
        known.looked = -inf


def _seen(publication: Publication, looked: Stamp) -> tuple[Any, ...]:
    return _row(publication), looked.entries, trust_stamp(Path(settings.KEYS))


def _in_turn(publication: Publication) -> Standing:
    """Verified by one thread, whatever number asks at once."""
    place = str(folder(publication))
    with _guard:
        turn = _turns.setdefault(place, threading.Lock())
    with turn:
        return _remembered(publication) or _looked_into(publication)


def _looked_into(publication: Publication) -> Standing:
    place = folder(publication)
    for _ in range(TRIES):
        before = stamp(place)
        seen = _seen(publication, before)
        found = _checked(publication, place, _mark(place, before))
        if _seen(publication, stamp(place)) == seen:
            _keep(publication, seen, found, settled=before.settled)
            return found
    return Standing("", CHANGING, ((".", CHANGING),))


def _keep(
    publication: Publication, seen: tuple[Any, ...], found: Standing, *, settled: bool
) -> None:
    now = time.monotonic()
    again = SOON_SECONDS if found.reason in (UNREADABLE, NOT_NOW) else AGAIN_SECONDS
    lasts = (SOUND_SECONDS if found.stands else again) if settled else 0
    place = str(folder(publication))
    with _guard:
        _falls[place] += not found.stands
        before = _known.pop(place, None)
        _known[place] = _Known(seen, found, now + lasts, now)
        while len(_known) > MOST_KEPT:
            _turns.pop(_known.popitem(last=False)[0], None)
    _log(publication, found, before.standing if before else None)


def _marked_now(publication: Publication) -> str:
    place = folder(publication)
    return _mark(place, stamp(place))


def _mark(place: Path, looked: Stamp) -> str:
    """Another after it was found altered, also where the disk tells of no change: what was made
    of it meanwhile is not found again."""
    said = repr((_falls[str(place)], looked.entries))
    return hashlib.sha256(said.encode("utf-8", "backslashreplace")).hexdigest()[:24]


# -- verifying


def _checked(publication: Publication, place: Path, mark: str) -> Standing:
    try:
        keys = trusted_keys(Path(settings.KEYS))
    except OSError as error:
        return Standing(mark, NOT_NOW, (("claves", os_words(error)),))
    found = verify(place, keys)
    if found.exhausted:
        return Standing(mark, NOT_NOW, found.faults)
    if found.faults:
        return Standing(mark, _reason(place, found, keys), found.faults)
    if different := unlike(publication, place):
        return Standing(mark, UNLIKE, different)
    try:
        return Standing(mark, hashes=read_manifest((place / MANIFEST).read_bytes()))
    except (OSError, BadManifest) as error:  # changed since it was verified
        return Standing(mark, ALTERED, ((MANIFEST, str(error)),))


def _reason(place: Path, found: Verification, keys: tuple[bytes, ...]) -> str:
    if not os.path.lexists(place):
        return GONE
    if not keys:
        return NO_KEY
    if not found.files:
        return UNREADABLE
    of_the_key = {file for file, _ in found.faults} <= {PUBLIC, SIGNATURE}
    return OTHER_KEY if of_the_key and verify(place, None).ok else ALTERED


def unlike(publication: Publication, place: Path) -> tuple[tuple[str, str], ...]:
    """What is signed against what the database notes of it, which the pages show too.

    (file, sentence) of what differs, of a folder that verifies. When it was published is not
    signed, and takes no part.
    """
    try:
        signed = row_of(json.loads((place / DESCRIPTOR).read_bytes()), publication.created_at)
    except (OSError, ValueError, KeyError, TypeError) as error:
        return ((DESCRIPTOR, f"no se puede leer como lo que se firmó ({error})."),)
    if _row(signed) == _row(publication):
        return ()
    return ((DESCRIPTOR, "no dice lo que la base de datos anota de esta publicación."),)


def _row(publication: Publication) -> tuple[Any, ...]:
    return tuple(getattr(publication, field.attname) for field in publication._meta.concrete_fields)


def _log(publication: Publication, found: Standing, before: Standing | None) -> None:
    """One line when it falls, one when it stands again."""
    if found.reason == (before.reason if before else ""):
        return
    said = {"publicacion": publication.pk, "motivo": found.reason, "faltas": len(found.faults)}
    extra = {"campos": said}
    if found.stands:
        logger.warning(
            "Publicación %s: vuelve a comprobarse y se muestra.",
            publication.pk,
            extra=extra,
        )
        return
    faults = "; ".join(f"{file}: {why}" for file, why in found.faults[:TOLD])
    logger.error(
        "Publicación %s retenida: %s. %s",
        publication.pk,
        found.reason,
        faults,
        extra=extra,
    )
