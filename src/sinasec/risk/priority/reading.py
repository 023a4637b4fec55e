"""What pages, API and commands read of the yearly lists of priority districts."""

from dataclasses import dataclass

from sinasec.live import live
from sinasec.risk.models import PriorityAct, PriorityDistrict


@dataclass(frozen=True, slots=True)
class PriorityList:
    """An act with its districts: `listed`, and `others` left out by the rule or with a reason."""

    act: PriorityAct
    listed: tuple[PriorityDistrict, ...]
    others: tuple[PriorityDistrict, ...]

    @property
    def simulated(self) -> bool:
        return self.act.simulated


def years(*, simulated: bool) -> list[int]:
    """Years with a list, the last first. Real and simulated are never told together."""
    found = PriorityAct.objects.filter(simulated=simulated).order_by("-year")
    return list(found.values_list("year", flat=True).distinct())


def in_force(year: int, *, simulated: bool) -> PriorityAct | None:
    """The last act of that year: the one that no other replaces."""
    return PriorityAct.objects.filter(
        year=year, simulated=simulated, replaced_by__isnull=True
    ).first()


def acts(year: int, *, simulated: bool) -> list[PriorityAct]:
    """Every act of the year, the last first."""
    found = PriorityAct.objects.filter(year=year, simulated=simulated)
    return list(found.select_related("publication").order_by("-id"))


def priority_of(year: int, *, simulated: bool) -> PriorityList | None:
    """The list in force of a year; None when there is none."""
    act = in_force(year, simulated=simulated)
    return None if act is None else list_of(act)


def list_of(act: PriorityAct) -> PriorityList:
    districts = list(act.districts.all())
    return PriorityList(
        act,
        tuple(each for each in districts if each.listed),
        tuple(each for each in districts if not each.listed),
    )


@live
def is_listed(unit: str, *, simulated: bool) -> list[int]:
    """Years in whose list in force the district is, the last first."""
    found = PriorityDistrict.objects.filter(
        unit=unit, listed=True, act__simulated=simulated, act__replaced_by__isnull=True
    )
    return list(found.order_by("-act__year").values_list("act__year", flat=True))
