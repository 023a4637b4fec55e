"""What a kind of publication lets be certified of itself, in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sinasec.publications.kinds import named
from sinasec.publications.models import Erratum, Publication


@dataclass(frozen=True, slots=True)
class Certified:
    """`limits`: what must be said beside it. Of a committee, when one is asked for: `name`,
    `lights` (which, what was published, how the norm was read) and `duties` (name, period, what was
    published, how the norm was read), as they were on the last day judged; `repeated`: errata of
    other publications whose error it repeats. `duty_names`: code -> name."""

    limits: tuple[str, ...] = ()
    name: str = ""
    lights: tuple[tuple[str, str, str], ...] = ()
    duties: tuple[tuple[str, str, str, str], ...] = ()
    repeated: tuple[Erratum, ...] = ()
    duty_names: Mapping[str, str] = field(default_factory=dict[str, str])


def certified(publication: Publication, committee: str) -> Certified | None:
    """Of a committee, or of none ("") its limits alone; None of a kind that certifies nothing of
    committees. Raises `NotInIt`, `Withheld`."""
    says = publication.words.certifies
    return named(says)(publication, committee) if says else None
