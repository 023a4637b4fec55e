"""What a final publication knows that its preliminary one did not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import polars as pl

from sinasec.compliance.semaforo.inputs import Inputs
from sinasec.counted import agreeing, counted
from sinasec.methods.words import listed
from sinasec.publications.packages.readme import SAID, SINCE

MOST_NAMED: Final = 10
NAMES: Final = {
    "actos": ("acto", "actos"),
    "revisiones": ("revisión", "revisiones"),
    "dispensas": ("dispensa", "dispensas"),
    "constancias": ("constancia", "constancias"),
}


@dataclass(frozen=True, slots=True)
class Learnt:
    """`counts`: of each of NAMES, the facts registered after `since` (UTC without zone).

    `committees`: the codes of those they are of, in order.
    """

    since: datetime
    counts: Mapping[str, int]
    committees: tuple[str, ...]

    def as_dict(self, before: str = "") -> dict[str, Any]:
        """As written in the package; `SAID` is the sentence.

        `before`: the sentence of a package that is made again, kept where it is that of then.
        """
        return {
            "conocia_hasta": self.since.isoformat(timespec="microseconds") + "Z",
            **self.counts,
            "comites": list(self.committees),
            SAID: before if before and before == self.former_words() else self.words(),
        }

    def words(self) -> str:
        """Such as «Después de la preliminar se registraron 3 actos, de 1 comité: CORESEC-21.»."""
        if not any(self.counts.values()):
            return "Después de la preliminar no se registró nada: juzga los mismos hechos."
        told = [counted(number, *NAMES[name]) for name, number in self.counts.items() if number]
        of = counted(len(self.committees), "comité", "comités")
        verb = agreeing(sum(self.counts.values()), "registró", "registraron")
        return f"Después de la preliminar se {verb} {listed(told)}, de {of}: {self._named()}."

    def former_words(self) -> str:
        """The same as a package of 0.1 was signed with, whatever the number; "" of nothing."""
        told = [counted(number, *NAMES[name]) for name, number in self.counts.items() if number]
        joined = " y ".join([", ".join(told[:-1]), *told[-1:]] if told[1:] else told)
        of = counted(len(self.committees), "comité", "comités")
        said = f"Después de la preliminar se registró: {joined}, de {of}: {self._named()}."
        return said if told else ""

    def _named(self) -> str:
        more = len(self.committees) - MOST_NAMED
        named = ", ".join(self.committees[:MOST_NAMED])
        return f"{named} y {more} más" if more > 0 else named


def learnt(inputs: Inputs, since: datetime) -> Learnt:
    """The facts of `inputs` registered after `since` (UTC without zone)."""
    frames = dict(
        zip(
            NAMES,
            (inputs.acts, _of_committee(inputs), inputs.waivers, inputs.completeness),
            strict=True,
        )
    )
    later = {
        name: frame.filter(pl.col("registered_at") > since)["committee"]
        for name, frame in frames.items()
    }
    codes = {code for found in later.values() for code in found}
    return Learnt(since, {name: len(found) for name, found in later.items()}, tuple(sorted(codes)))


def since_of(descriptor: Mapping[str, Any]) -> datetime | None:
    """What the preliminary one knew, as the package of its final one says; None where it does not.

    Raises `KeyError`, `ValueError`, `TypeError` when what it says is no instant.
    """
    said = descriptor.get(SINCE)
    if said is None:
        return None
    return datetime.fromisoformat(said["conocia_hasta"]).replace(tzinfo=None)


def said_of(descriptor: Mapping[str, Any]) -> str:
    """The sentence on it in the package of a final one; "" in one that has none."""
    return str((descriptor.get(SINCE) or {}).get(SAID, ""))


def _of_committee(inputs: Inputs) -> pl.DataFrame:
    """Reviews with the committee of their act."""
    return inputs.reviews.join(inputs.acts.select("act_id", "committee"), on="act_id")
