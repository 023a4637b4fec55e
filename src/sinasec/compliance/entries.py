"""What is asked to be registered, before it is a row of the database."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final, Generic, TypeVar

from sinasec.compliance.canonical import canonical
from sinasec.compliance.errors import InvalidAct
from sinasec.compliance.identity import act_id
from sinasec.intake import texts
from sinasec.methods.compliance.facts import WRONG_DATE
from sinasec.methods.law import Scalar

Told = TypeVar("Told")

_SHA256: Final = re.compile(r"[0-9a-f]{64}")


class _Once(Generic[Told]):
    """A property worked out when it is first asked, and kept in the object.

    `functools.cached_property` of this Python takes a lock each time, which of a load of many acts
    costs as much as to draw their codes; worked out by two threads, these are the same.
    """

    def __init__(self, work_out: Callable[["ActEntry"], Told]) -> None:
        self._work_out = work_out

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, entry: "ActEntry", owner: type | None = None) -> Told:
        told = self._work_out(entry)
        object.__setattr__(entry, self._name, told)
        return told


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
        return self._cleaned

    @_Once
    def _cleaned(self) -> "ActEntry":
        cleaned = self._in_one_spelling()
        object.__setattr__(cleaned, "_cleaned", cleaned)  # asked again at each door
        return cleaned

    def _in_one_spelling(self) -> "ActEntry":
        if self.evidence_sha256 and not _SHA256.fullmatch(self.evidence_sha256):
            raise InvalidAct("La huella SHA-256 de la evidencia son 64 cifras hexadecimales.")
        if self.registered_at is not None and not self.simulated:
            raise InvalidAct("Solo un acto simulado puede decir cuándo fue registrado.")
        if self.evidence_url and not texts.is_link(self.evidence_url.strip()):
            raise InvalidAct("El enlace a la evidencia es una dirección web, con https://.")
        attributes = {
            key: cleaned
            for key, value in self.attributes.items()
            if (cleaned := _clean(value)) not in ("", None)
        }
        if attributes.get(WRONG_DATE) and not self.supersedes:
            raise InvalidAct(
                "Solo un acto que corrige a otro puede decir que la fecha de aquel era errada."
            )
        url = clean_text(self.evidence_url)
        if attributes == self.attributes and url == self.evidence_url:
            return self
        return replace(self, attributes=attributes, evidence_url=url)

    @_Once
    def attributes_text(self) -> str:
        """Canonical JSON."""
        return canonical(self.attributes)

    @_Once
    def id(self) -> str:
        return act_id(
            self.committee,
            self.kind,
            self.date,
            self.attributes_text,
            self.supersedes,
            simulated=self.simulated,
        )


def _clean(value: Scalar) -> Scalar:
    return clean_text(value) if isinstance(value, str) else value


def clean_text(text: str) -> str:
    """See `texts`. Raises InvalidAct."""
    try:
        return texts.clean_text(text)
    except texts.UnusableText as error:
        raise InvalidAct(str(error)) from error
