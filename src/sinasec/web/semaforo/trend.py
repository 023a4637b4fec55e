"""How many committees show each light at the end of each month of a year: of the country, of a
region. Every count is that of the published rows on that day.

Some duties come round every two months, so a month is only compared with the same one of the year
before; and what the ends of the months do not show is counted day by day and said below.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile
from typing import Final

from django.utils import timezone
from django.utils.safestring import SafeString

from sinasec.compliance.semaforo import reading
from sinasec.compliance.semaforo.reading import Tally
from sinasec.methods.words import MONTHS
from sinasec.translation import gettext as _
from sinasec.web.charts import line
from sinasec.web.charts.columns import Beside, columns
from sinasec.web.charts.figure import Figure, Table
from sinasec.web.charts.plot import Drawing, Panel, Panels
from sinasec.web.charts.scale import Scale
from sinasec.web.charts.sparkline import sparkline
from sinasec.web.regions import REGION_NAMES
from sinasec.web.semaforo.chosen import ChosenDay
from sinasec.web.semaforo.lights import MARKS, SHOWN, SHOWN_WORDS
from sinasec.web.semaforo.source import source
from sinasec.web.words import BREACH_WORDS, day_words, number, share

NAME: Final = "doce-meses"
STEPS: Final = 13  # from the end of a month to that of the same month a year later
POINTS: Final = 1.0  # hundredths of the committees: one that changes less stays almost the same
FEW: Final = 100  # committees, below which they are counted one by one
ONES: Final = 2  # of those few, that have to change to be a change
MOST: Final = 90  # hundredths, that are almost all
TRACE: Final = 0.5  # hundredths of the committees: a light below it is only in the table
Counts = Sequence[tuple[date, Tally]]  # oldest first


@dataclass(frozen=True, slots=True)
class _Light:
    """One light over the days: its shares of all, 0 to 100."""

    shown: str
    shares: tuple[float, ...]
    counts: tuple[tuple[int, int], ...]  # (that show it, of how many)

    @property
    def word(self) -> str:
        return SHOWN_WORDS[self.shown]

    @property
    def ends(self) -> tuple[str, str]:
        return share(*self.counts[0]), share(*self.counts[-1])

    @property
    def few(self) -> bool:
        return min(self.counts[0][1], self.counts[-1][1]) < FEW


def national(chosen: ChosenDay) -> Figure | None:
    """Lines, one a light; None when fewer than two months' ends were judged."""
    counts = country(chosen)
    if len(counts) < 2:
        return None
    lights = _lights(counts)
    series = [
        line.Series(f"{one.word} {one.ends[1]}", one.shares, MARKS[one.shown]) for one in lights
    ]
    scale = _scale(lights)
    ticks = [(tick, share(round(tick), 100).replace(",0", "")) for tick in scale.ticks(4)]
    return _figure(
        chosen,
        counts,
        lights,
        "",
        line.lines(series, _steps(counts), scale, ticks),
    )


def regional(chosen: ChosenDay, code: str) -> Figure | None:
    """A panel for each light, beside that of the country."""
    counts = of_region(chosen, code)
    if len(counts) < 2 or not counts[-1][1].total:
        return None
    lights, beside = _lights(counts), {one.shown: one for one in _lights(country(chosen), least=0)}
    scale = _scale([*lights, *(beside[one.shown] for one in lights)])
    foot = (_month(counts[0][0]), _month(counts[-1][0]))
    panels = [
        Panel(
            one.word,
            _("Muestran «{light}»: de {first} a {last}").format(
                light=one.word, first=one.ends[0], last=one.ends[1]
            ),
            columns(
                one.shares,
                one.ends,
                foot,
                scale,
                MARKS[one.shown],
                Beside(
                    beside[one.shown].shares,
                    _("país {share}").format(share=beside[one.shown].ends[1]),
                ),
                peak=share(*max(one.counts, key=lambda count: count[0] / (count[1] or 1))),
            ),
            MARKS[one.shown],
        )
        for one in lights
    ]
    return _figure(chosen, counts, lights, code, Panels(panels))


def spark(chosen: ChosenDay, code: str) -> SafeString:
    """The share of a region in green over the same days, as small as a word, from 0 to 100."""
    tallies = [tally for _day, tally in of_region(chosen, code)]
    shares = [100 * one.verde / one.total if one.total else None for one in tallies]
    return sparkline(shares, Scale(0, 100), "verde")


def country(chosen: ChosenDay) -> Counts:
    """Of all the committees."""
    tallies = (
        reading.national(chosen.publication, day, chosen.breach)["total"] for day in days(chosen)
    )
    return list(zip(days(chosen), tallies, strict=True))


def of_region(chosen: ChosenDay, code: str) -> Counts:
    """Of the committees of a region, its own among them."""
    return [
        (day, reading.region_tally(chosen.publication, day, chosen.breach, code))
        for day in days(chosen)
    ]


def days(chosen: ChosenDay) -> list[date]:
    """The last day of each month that was judged whole by the day shown, oldest first: of a year
    and the month before it, or of what there is."""
    first, _last = reading.days(chosen.publication)
    found = [chosen.day if _ends_month(chosen.day) else _end_before(chosen.day)]
    while len(found) < STEPS:
        found.append(_end_before(found[-1]))
    return list(takewhile(lambda day: day >= first, found))[::-1]


def _ends_month(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def _end_before(day: date) -> date:
    return day.replace(day=1) - timedelta(days=1)


def _lights(counts: Counts, least: float = TRACE) -> list[_Light]:
    """Those that so many hundredths of the committees show on any of the days."""
    found = []
    for shown in SHOWN:
        numbers = [getattr(tally, shown) for _day, tally in counts]
        shares = tuple(
            _part(n, tally.total) for n, (_day, tally) in zip(numbers, counts, strict=True)
        )
        if max(shares) >= least:
            whole = (tally.total for _day, tally in counts)
            found.append(_Light(shown, shares, tuple(zip(numbers, whole, strict=True))))
    return found


def _scale(lights: Sequence[_Light]) -> Scale:
    """From zero to a round number above the largest share."""
    largest = max(max(one.shares) for one in lights)
    return Scale(0, next(top for top in (10, 20, 40, 60, 80, 100) if top >= largest))


def _figure(
    chosen: ChosenDay, counts: Counts, lights: Sequence[_Light], region: str, drawing: Drawing
) -> Figure:
    """`region`: "" of the country."""
    first, last = counts[0][0], counts[-1][0]
    place = REGION_NAMES.get(region, region)
    whose = _("de {region}").format(region=place) if region else _("del Perú")
    said = {one.shown: _changed(one) for one in lights} if _whole(counts) else _now(lights)
    subtitle = [
        _subtitle(chosen, whose),
        *_beside(region),
        *_cut(chosen),
        *_left_out(counts, lights),
    ]
    return Figure(
        NAME,
        _title(counts, lights, whose),
        " ".join(subtitle),
        _("Del {first} al {last}. {each}").format(
            first=day_words(first),
            last=day_words(last),
            each=" ".join(f"{one.word}: {said[one.shown]}." for one in lights),
        ),
        source(chosen, last, region),
        drawing,
        _table(chosen, counts),
        _between(chosen, counts, region),
    )


def _whole(counts: Counts) -> bool:
    """Whether the same month of the year before is among them, with something to compare."""
    return len(counts) == STEPS and bool(counts[0][1].total and counts[-1][1].total)


def _subtitle(chosen: ChosenDay, whose: str) -> str:
    known = timezone.localdate(chosen.publication.known_at)
    return _(
        "Porcentaje de los comités {whose}. {light}, al fin de cada mes, con lo registrado hasta "
        "el {known}."
    ).format(whose=whose, light=BREACH_WORDS[chosen.breach], known=day_words(known))


def _beside(region: str) -> list[str]:
    return [_("La línea fina es el país.")] if region else []


def _cut(chosen: ChosenDay) -> list[str]:
    """That the day shown, inside a month, is not drawn."""
    said = _("Termina en el último mes completo antes del {day}.")
    return [] if _ends_month(chosen.day) else [said.format(day=day_words(chosen.day))]


def _left_out(counts: Counts, lights: Sequence[_Light]) -> list[str]:
    """That a light that some committee shows is not drawn."""
    drawn = {one.shown for one in lights}
    some = any(getattr(tally, one) for _day, tally in counts for one in SHOWN if one not in drawn)
    return [_("La luz que muy pocos muestran no está dibujada.")] if some else []


def _between(chosen: ChosenDay, counts: Counts, region: str) -> str:
    """The largest share in ámbar of any day, where no end of a month comes near; "" otherwise."""
    every = reading.day_by_day(
        chosen.publication, counts[0][0], counts[-1][0], chosen.breach, region
    )
    day, top = max(every, key=lambda each: _part(each[1].ambar, each[1].total))
    end = max((tally for _day, tally in counts), key=lambda each: _part(each.ambar, each.total))
    if _alike((end.ambar, end.total), (top.ambar, top.total)):
        return ""
    return _(
        "Los fines de mes no lo muestran todo: entre uno y otro, los que están en ámbar llegan a "
        "{share} ({day})."
    ).format(share=share(top.ambar, top.total), day=day_words(day))


def _title(counts: Counts, lights: Sequence[_Light], whose: str) -> str:
    """What green and red do from a month to the same one a year later; or how they are at the end,
    where there is no year before."""
    known = {one.shown: one for one in lights}
    most = max(lights, key=lambda one: one.shares[-1])
    if not {"verde", "rojo"} & known.keys() and most.shares[-1] >= MOST:
        return _("Casi todos los comités {whose} muestran lo mismo, {light}: {last}").format(
            whose=whose, light=most.word.lower(), last=most.ends[1]
        )
    first, last = counts[0][0], counts[-1][0]
    if not _whole(counts):
        green, red = (
            _at_the_end(known[one]) if one in known else _hardly(counts, one)
            for one in ("verde", "rojo")
        )
        return _("El {day}, de los comités {whose} están en verde {green} y en rojo {red}").format(
            day=day_words(last), whose=whose, green=green, red=red
        )
    green = (
        _("los comités {whose} en verde {said}").format(said=_changed(known["verde"]), whose=whose)
        if "verde" in known
        else _("de los comités {whose}, en verde {few}").format(
            few=_there_are(counts, "verde"), whose=whose
        )
    )
    red = (
        _("los que están en rojo {said}").format(said=_changed(known["rojo"]))
        if "rojo" in known
        else _("en rojo {few}").format(few=_there_are(counts, "rojo"))
    )
    return _("De {first} a {last}, {green}; {red}").format(
        first=_spelled(first), last=_spelled(last), green=green, red=red
    )


def _hardly(counts: Counts, shown: str) -> str:
    """Of a light that is not drawn."""
    if not any(getattr(tally, shown) for _day, tally in counts):
        return _("ninguno")
    return _("menos de {trace}").format(trace=share(1, round(100 / TRACE)))


def _there_are(counts: Counts, shown: str) -> str:
    """The same, after «en rojo»."""
    few = _hardly(counts, shown)
    return _("no hay ninguno") if few == _("ninguno") else _("hay {few}").format(few=few)


def _now(lights: Sequence[_Light]) -> dict[str, str]:
    return {one.shown: _at_the_end(one) for one in lights}


def _at_the_end(one: _Light) -> str:
    n, whole = one.counts[-1]
    return _of(n, whole) if one.few else share(n, whole)


def _changed(one: _Light) -> str:
    """How it went from the first day to the last; of few committees, in committees."""
    first, last = one.counts[0], one.counts[-1]
    start, end = one.ends
    if one.few:
        start = number(first[0]) if first[1] == last[1] else _of(*first)
        end = _of(*last)
    if first == last or (start == end and not one.few):
        return _("siguen en {last}").format(last=end)
    if _alike(first, last):
        return _("siguen casi igual, de {first} a {last}").format(first=start, last=end)
    up = one.shares[-1] > one.shares[0]
    said = _("suben de {first} a {last}") if up else _("bajan de {first} a {last}")
    return said.format(first=start, last=end)


def _alike(first: tuple[int, int], last: tuple[int, int]) -> bool:
    """Whether nobody should call the change from one to the other (so many of so many) a change."""
    if min(first[1], last[1]) < FEW:
        return abs(first[0] - last[0]) < ONES
    return abs(_part(*first) - _part(*last)) < POINTS


def _part(n: int, whole: int) -> float:
    return 100 * n / whole if whole else 0.0


def _of(n: int, whole: int) -> str:
    return _("{n} de {whole}").format(n=number(n), whole=number(whole))


def _spelled(day: date) -> str:
    return _("{month} de {year}").format(month=MONTHS[day.month - 1], year=day.year)


def _steps(counts: Counts) -> list[str]:
    """The first and the last month with its year, and the name of one between."""
    last = len(counts) - 1
    named = {0: _month(counts[0][0]), last: _month(counts[last][0])}
    if last > 5:
        named[last // 2] = _short(counts[last // 2][0])
    return [named.get(at, "") for at in range(len(counts))]


def _short(day: date) -> str:
    return MONTHS[day.month - 1][:3]


def _month(day: date) -> str:
    return f"{_short(day)} {day.year}"


def _table(chosen: ChosenDay, counts: Counts) -> Table:
    return Table(
        _("Comités por luz al fin de cada mes. {light}.").format(light=BREACH_WORDS[chosen.breach]),
        [_("Día"), _("Comités"), *(SHOWN_WORDS[shown] for shown in SHOWN)],
        [
            [
                f"{day:%d/%m/%Y}",
                number(tally.total),
                *(number(getattr(tally, shown)) for shown in SHOWN),
            ]
            for day, tally in reversed(counts)
        ],
    )
