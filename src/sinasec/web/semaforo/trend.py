"""How many committees show each light at the end of each month of a year: of the country, of a
region. Every count is that of the published rows on that day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile
from typing import Final

from django.utils.safestring import SafeString

from sinasec.compliance.semaforo import reading
from sinasec.compliance.semaforo.reading import Tally
from sinasec.methods.words import MONTHS
from sinasec.translation import gettext as _
from sinasec.web.charts import line
from sinasec.web.charts.columns import columns
from sinasec.web.charts.figure import Figure, Table, source_of
from sinasec.web.charts.plot import Panel, Panels
from sinasec.web.charts.scale import Scale
from sinasec.web.charts.sparkline import sparkline
from sinasec.web.regions import REGION_NAMES
from sinasec.web.semaforo.chosen import ChosenDay
from sinasec.web.semaforo.lights import MARKS, SHOWN, SHOWN_WORDS
from sinasec.web.words import BREACH_WORDS, day_words, number, share

NAME: Final = "doce-meses"
STEPS: Final = 12
TRACE: Final = 0.5  # hundredths of the committees: a light below it is only in the table
Counts = Sequence[tuple[date, Tally]]  # oldest first


@dataclass(frozen=True, slots=True)
class _Light:
    """One light over the days: its shares of all, 0 to 100."""

    shown: str
    shares: tuple[float, ...]
    ends: tuple[str, str]

    @property
    def word(self) -> str:
        return SHOWN_WORDS[self.shown]


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
        _("del país"),
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
                beside[one.shown].shares,
            ),
            MARKS[one.shown],
        )
        for one in lights
    ]
    name = REGION_NAMES.get(code, code)
    return _figure(
        chosen,
        counts,
        lights,
        _("de {region}; la línea fina es el país").format(region=name),
        Panels(panels),
    )


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
    """The day shown and the last days of the months before it that were judged, oldest first."""
    first, _last = reading.days(chosen.publication)
    found = [chosen.day]
    while len(found) < STEPS:
        found.append(found[-1].replace(day=1) - timedelta(days=1))
    return list(takewhile(lambda day: day >= first, found))[::-1]


def _lights(counts: Counts, least: float = TRACE) -> list[_Light]:
    """Those that so many hundredths of the committees show on any of the days."""
    found = []
    for shown in SHOWN:
        numbers = [getattr(tally, shown) for _day, tally in counts]
        shares = tuple(
            100 * n / tally.total if tally.total else 0.0
            for n, (_day, tally) in zip(numbers, counts, strict=True)
        )
        if max(shares) >= least:
            ends = share(numbers[0], counts[0][1].total), share(numbers[-1], counts[-1][1].total)
            found.append(_Light(shown, shares, ends))
    return found


def _scale(lights: Sequence[_Light]) -> Scale:
    """From zero to a round number above the largest share."""
    largest = max(max(one.shares) for one in lights)
    return Scale(0, next(top for top in (10, 20, 40, 60, 80, 100) if top >= largest))


def _figure(
    chosen: ChosenDay, counts: Counts, lights: Sequence[_Light], whose: str, drawing
) -> Figure:
    first, last = counts[0][0], counts[-1][0]
    said = {one.shown: _changed(one) for one in lights}
    return Figure(
        NAME,
        _title(lights),
        " ".join([_subtitle(chosen, whose), *_left_out(counts, lights)]),
        _("Del {first} al {last}. {each}").format(
            first=day_words(first),
            last=day_words(last),
            each=" ".join(f"{one.word}: {said[one.shown]}." for one in lights),
        ),
        source_of(chosen),
        drawing,
        _table(chosen, counts),
    )


def _subtitle(chosen: ChosenDay, whose: str) -> str:
    return _("Porcentaje de los comités {whose}. {light}, al fin de cada mes.").format(
        whose=whose, light=BREACH_WORDS[chosen.breach]
    )


def _left_out(counts: Counts, lights: Sequence[_Light]) -> list[str]:
    """That a light that some committee shows is not drawn."""
    drawn = {one.shown for one in lights}
    some = any(getattr(tally, one) for _day, tally in counts for one in SHOWN if one not in drawn)
    return [_("La luz que muy pocos muestran está solo en la tabla.")] if some else []


def _title(lights: Sequence[_Light]) -> str:
    """What the lines of green and of red do from one end to the other."""
    said = {one.shown: _changed(one) for one in lights}
    if not {"verde", "rojo"} & said.keys():
        most = max(lights, key=lambda one: one.shares[-1])
        return _("Casi todos los comités muestran lo mismo, {light}: {last}").format(
            light=most.word.lower(), last=most.ends[1]
        )
    few = _("no pasan de {trace}").format(trace=share(1, round(100 / TRACE)))
    return _("Los comités en verde {green}; los que están en rojo {red}").format(
        green=said.get("verde", few), red=said.get("rojo", few)
    )


def _changed(one: _Light) -> str:
    """How it went from the first day to the last."""
    first, last = one.ends
    if first == last:
        return _("siguen en {last}").format(last=last)
    up = one.shares[-1] > one.shares[0]
    said = _("suben de {first} a {last}") if up else _("bajan de {first} a {last}")
    return said.format(first=first, last=last)


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
