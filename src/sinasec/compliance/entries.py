"""What is asked to be registered, before it is a row of the database."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Final

from sinasec.compliance.canonical import canonical
from sinasec.compliance.errors import InvalidAct
from sinasec.compliance.identity import act_id
from sinasec.methods.compliance.facts import WRONG_DATE
from sinasec.methods.law import Scalar

_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LINK: Final = re.compile(r"https?://[^\s/?#<>\"]+\.[^\s<>\"]+", re.IGNORECASE)
_LONGEST_LINK: Final = 2_000
_LONGEST_TEXT: Final = 10_000
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class ActEntry:
    """An act as somebody tells it. `supersedes`: code of the act that this one corrects.

    `registered_at` only for simulated acts: when a real one is registered is not up to the caller.
    """

    committee: str
    kind: str
    date: date
    attributes: Mapping[str, Scalar] = field(default_factory=dict[str, Scalar])
    evidence_url: str = ""
    evidence_sha256: str = ""
    supersedes: str | None = None
    simulated: bool = False
    registered_at: datetime | None = None

    def clean(self) -> "ActEntry":
        """The same act with its texts in one spelling. Raises InvalidAct."""
        if self.evidence_sha256 and not _SHA256.fullmatch(self.evidence_sha256):
            raise InvalidAct("La huella SHA-256 de la evidencia son 64 cifras hexadecimales.")
        if self.registered_at is not None and not self.simulated:
            raise InvalidAct("Solo un acto simulado puede decir cuándo fue registrado.")
        if self.evidence_url and not is_link(self.evidence_url.strip()):
            raise InvalidAct("El enlace a la evidencia es una dirección web, con https://.")
        attributes = {key: _clean(value) for key, value in self.attributes.items()}
        attributes = {key: value for key, value in attributes.items() if value not in ("", None)}
        if attributes.get(WRONG_DATE) and not self.supersedes:
            raise InvalidAct(
                "Solo un acto que corrige a otro puede decir que la fecha de aquel era errada."
            )
        url = clean_text(self.evidence_url)
        if attributes == self.attributes and url == self.evidence_url:
            return self
        return replace(self, attributes=attributes, evidence_url=url)

    @cached_property
    def attributes_text(self) -> str:
        """Canonical JSON."""
        return canonical(self.attributes)

    @cached_property
    def id(self) -> str:
        return act_id(
            self.committee,
            self.kind,
            self.date,
            self.attributes_text,
            self.supersedes,
            simulated=self.simulated,
        )


def is_link(text: str) -> bool:
    """Whether the text is an address of the web, and nothing that a browser could run."""
    return len(text) <= _LONGEST_LINK and _LINK.fullmatch(text) is not None


def _clean(value: Scalar) -> Scalar:
    return clean_text(value) if isinstance(value, str) else value


def clean_text(text: str) -> str:
    """Composed accents, one kind of line end, no blanks around. Raises InvalidAct."""
    if len(text) > _LONGEST_TEXT:
        raise InvalidAct(f"El texto pasa de {_LONGEST_TEXT} letras: resúmalo y enlace el resto.")
    if text.isascii() and text.isprintable():
        return text.strip()
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if _UNPRINTABLE.search(plain):
        raise InvalidAct("El texto tiene caracteres que no se pueden leer: escríbalo de nuevo.")
    return plain
