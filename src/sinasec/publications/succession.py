"""Which publication of one day took the place of which: a line, and one preliminary in force.

Of one kind, day and origin of data, each publication names in its own package the one whose place
it takes. Programs before this one let two preliminary ones of a day stand side by side: those
that none names give way to the last.

What is published by itself each night (ADVANCE) is a line apart: it takes the place of nothing that
was decided, and nothing that was decided takes its place.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from sinasec.live import live
from sinasec.publications.kinds import KINDS
from sinasec.publications.models import ADVANCE, FINAL, PRELIMINARY, Publication, Reply

ALIKE: Final = ("kind", "as_of", "simulated")
DECIDED: Final = (PRELIMINARY, FINAL)


@dataclass(frozen=True, slots=True)
class Line:
    """`rows`: the publications of one line, in the order in which they were recorded."""

    rows: tuple[Publication, ...]

    @property
    def last(self) -> Publication | None:
        """The one that nothing has taken the place of."""
        free = self._free()
        return free[-1] if free else None

    @property
    def last_preliminary(self) -> Publication | None:
        """`last`, or the preliminary one that it made final."""
        last = self.last
        if last is None or last.stage != FINAL:
            return last
        return self._named(last.replaces_id)

    def after(self, one: Publication) -> Publication | None:
        """What took its place; None when it is the last."""
        taken = next((row for row in self.rows if row.replaces_id == one.pk), None)
        return taken or (None if one == self.last else self.last)

    def before(self, one: Publication) -> list[Publication]:
        """All whose place it took, one after another."""
        found: list[Publication] = []
        earlier = self._named(one.replaces_id)
        while earlier is not None and earlier not in found:
            found.append(earlier)
            earlier = self._named(earlier.replaces_id)
        return [*self._given_way(one), *reversed(found)]

    def _given_way(self, one: Publication) -> list[Publication]:
        loose = [row for row in self._free() if row != self.last]
        return [] if one in loose else [row for row in loose if row.created_at < one.created_at]

    def _free(self) -> list[Publication]:
        taken = {row.replaces_id for row in self.rows}
        return [row for row in self.rows if row.pk not in taken]

    def _named(self, code: str | None) -> Publication | None:
        return next((row for row in self.rows if row.pk == code), None)


def line_of(publication: Publication) -> Line:
    """The line in which that one is, or would be: it need not be recorded."""
    return line(**_alike(publication))


@live
def line(**alike: Any) -> Line:
    """The line of those that are equal in these columns: ALIKE and what their kind adds.

    Of those that somebody decided, unless `stage__in` says otherwise.
    """
    found = Publication.objects.filter(**{"stage__in": DECIDED} | alike)
    return Line(tuple(found.order_by("created_at", "id")))


def successor(publication: Publication) -> Publication | None:
    """What took its place; None while it is the last of its line."""
    return line_of(publication).after(publication)


def successors(rows: Iterable[Publication]) -> dict[str, Publication | None]:
    """`successor` of each, by its code, from `rows` alone: all there are, newest first."""
    lines: dict[tuple[Any, ...], list[Publication]] = defaultdict(list)
    for row in rows:
        lines[tuple(_alike(row).values())].insert(0, row)
    whole = [Line(tuple(found)) for found in lines.values()]
    return {row.pk: each.after(row) for each in whole for row in each.rows}


def stage_words(publication: Publication) -> str:
    """«preliminar», or «preliminar, reemplazada por …»."""
    later = successor(publication)
    return f"{publication.stage}, reemplazada por {later.pk}" if later else publication.stage


def replies_in_line(publication: Publication) -> list[Reply]:
    """Those made to it and to all whose place it took, in the order in which they came.

    What a committee said twice in the same words is told once.
    """
    whole = [*line_of(publication).before(publication), publication]
    told: dict[tuple[str, str], Reply] = {}
    for reply in Reply.objects.filter(publication__in=whole):
        told.setdefault((reply.committee, reply.sha256), reply)
    return list(told.values())


def _alike(publication: Publication) -> dict[str, Any]:
    known = KINDS.get(publication.kind)  # None: a newer program published it
    columns = (*ALIKE, *(known.alike if known else ()))
    apart = (ADVANCE,) if publication.stage == ADVANCE else DECIDED
    return {name: getattr(publication, name) for name in columns} | {"stage__in": apart}
