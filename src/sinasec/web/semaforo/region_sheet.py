"""The one page of a region for a meeting: what was published, for whoever takes it on paper."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import Any, Final

import polars as pl

from sinasec.compliance.semaforo import reading
from sinasec.compliance.semaforo.mistaken import errata_told
from sinasec.compliance.semaforo.probable import PROBABLE
from sinasec.compliance.semaforo.quotes import light_word
from sinasec.compliance.semaforo.snapshot import BREACHES
from sinasec.definitions.letters import letter
from sinasec.letters.paper.paper import Paper
from sinasec.methods.letters import fill, readable
from sinasec.methods.words import day_words, listed
from sinasec.short_texts import shortened
from sinasec.time_zone import day_of
from sinasec.translation import gettext as _
from sinasec.translation import ngettext
from sinasec.web.regions import REGION_NAMES
from sinasec.web.semaforo.chosen import ChosenDay
from sinasec.web.semaforo.due import RUNNING
from sinasec.web.semaforo.lights import SHOWN as LIGHTS
from sinasec.web.words import BREACH_WORDS

CODE: Final = "hoja-regional"
OFFICE: Final = _("SINASEC · Semáforo de cumplimiento")
LONGEST: Final = 300  # letters of why it was withdrawn: its page has the rest
DAYS: Final = timedelta(days=60)
# As many rows as leave room for all the rest in a page, in the region where all of it is longest.
MOST_RED: Final = 12
MOST_DUE: Final = 8
MOST_OWN: Final = 14
NAMED: Final = 3  # committees of a duty
DISTRICT: Final = "CODISEC "  # before a name, and left out where room is short
COUNTS_FOR: Final = {"legal": _("legal"), "gestion": _("gestión")}  # which of the two lights


def region_sheet(chosen: ChosenDay, code: str, own: Mapping[str, Any], link: str) -> Paper:
    """`own`: the row of its regional committee; `link`: address of its page. Raises `Withheld`."""
    filled = fill(letter(CODE), _fields(chosen, code, own) | {"source": _source(chosen, link)})
    publication = chosen.publication
    return Paper(
        name=filled.letter.title,
        kind=filled.letter.kind,
        subject=filled.subject,
        blocks=filled.blocks,
        office=OFFICE,
        dated=_("Al {day}").format(day=day_words(chosen.day)),
        simulated=publication.simulated,
        foot=f"{publication.pk} · {chosen.stage}",
    )


def _fields(chosen: ChosenDay, code: str, own: Mapping[str, Any]) -> dict[str, object]:
    publication, day = chosen.publication, chosen.day
    names = _names(chosen, code)
    shown = {breach: reading.shown(publication, day, breach) for breach in BREACHES}
    members = [one for one in names if one in shown["legal"]]
    lit = reading.duty_lights_on(publication, day).filter(pl.col("committee").is_in(members))
    reds, due = list(_reds(chosen, lit, names)), list(_due(chosen, members))
    mine = [
        (name, COUNTS_FOR[breach], light_word(light, state))
        for name, breach, light, state in _of_one(chosen, own["committee"])
    ]
    return {
        "region": REGION_NAMES.get(code, own["name"]),
        "warnings": list(_warnings(chosen, members)),
        "committees": ngettext("Su comité.", "Sus {count} comités, por luz.", len(members)).format(
            count=len(members)
        ),
        "tally": [
            [BREACH_WORDS[breach], *_tally([shown[breach][one] for one in members])]
            for breach in BREACHES
        ],
        "reds_said": _counted(len(reds), MOST_RED, _("Ninguno.")),
        "reds": reds[:MOST_RED],
        "due_said": _("De los períodos que corren ese día. {said}").format(
            said=_counted(len(due), MOST_DUE, _("Nada vence."))
        ),
        "due": due[:MOST_DUE],
        "own_name": own["name"],
        "own_said": _own_said(chosen, own["committee"], shown),
        "own": mine[:MOST_OWN],
    }


def _names(chosen: ChosenDay, code: str) -> dict[str, str]:
    """Committee of the region -> its name, with its province where another has the same."""
    units = reading.units(chosen.publication)
    rows = units.filter(pl.col("region") == code).select("committee", "name", "parent").rows()
    above = dict(units.select("committee", "name").iter_rows())
    times = Counter(name for _code, name, _parent in rows)
    return {
        committee: name
        if times[name] == 1
        else f"{name} ({str(above.get(parent, parent)).removeprefix('COPROSEC ')})"
        for committee, name, parent in rows
    }


def _tally(found: list[str]) -> list[str]:
    return [str(found.count(name)) for name in LIGHTS]


def _counted(found: int, most: int, none: str) -> str:
    if not found:
        return none
    said = ngettext("Es un deber.", "Son {count} deberes.", found).format(count=found)
    if found <= most:
        return said
    return _("{said} Se muestran {most}; los demás, en la página de la región.").format(
        said=said, most=most
    )


def _reds(chosen: ChosenDay, lit: pl.DataFrame, names: Mapping[str, str]) -> Iterator[list[str]]:
    """The duty, what it counts for, who is red for longest, and how many are: most first."""
    edition = reading.edition(chosen.publication)
    red = lit.filter(pl.col("light") == "rojo").sort("light_from", "committee")
    found = red.group_by("duty", maintain_order=True).agg(
        "committee", "light_from", pl.col("breach").first()
    )
    rows = sorted(found.iter_rows(), key=lambda row: (-len(row[1]), edition.duty(row[0]).order))
    first_day, _last = reading.days(chosen.publication)
    for duty, committees, since, breach in rows:
        named = [names[one].removeprefix(DISTRICT) for one in committees]
        said = longest_red(list(zip(since, named, strict=True)), first_day)
        yield [edition.duty(duty).name, COUNTS_FOR[breach], said, str(len(committees))]


def longest_red(red: list[tuple[date, str]], first_day: date) -> str:
    """Those red for longest, by name, and how many more.

    `red`: since when and who, the earliest first. Of those that are so since one day all are named
    or none. `first_day`: of those judged: before it nobody looked.
    """
    named: list[str] = []
    for _since, tied in groupby(red, key=lambda one: one[0]):
        names = [name for _, name in tied]
        if len(named) + len(names) > NAMED:
            break
        named += names
    more = len(red) - len(named)
    if named:
        return ", ".join(named) + (_(" y {more} más").format(more=more) if more else "")
    day = red[0][0]
    tied = sum(1 for since, _ in red if since == day)
    since = f"{day:%d/%m/%Y}" + (_(" o antes") if day <= first_day else "")
    if tied == len(red):
        return _("{tied}, todos desde el {since}").format(tied=tied, since=since)
    return _("{tied} desde el {since} y {more} más").format(
        tied=tied, since=since, more=len(red) - tied
    )


def _due(chosen: ChosenDay, members: list[str]) -> Iterator[list[str]]:
    """The duty, its last day, and how many committees have not met it yet: the soonest first."""
    edition = reading.edition(chosen.publication)
    due = pl.col("due")
    rows = reading.judging(chosen.publication, chosen.day).filter(
        pl.col("committee").is_in(members),
        pl.col("state").is_in(RUNNING),
        due.is_between(chosen.day, chosen.day + DAYS),
        pl.col("binds_to").is_null() | (pl.col("binds_to") >= due),
    )
    found = rows.group_by("duty", "due").agg(pl.col("committee").n_unique())
    ordered = sorted(found.iter_rows(), key=lambda row: (row[1], edition.duty(row[0]).order))
    for duty, last, committees in ordered:
        yield [edition.duty(duty).name, f"{last:%d/%m/%Y}", str(committees)]


def _of_one(chosen: ChosenDay, committee: str) -> list[tuple[str, str, str, str]]:
    """Name, breach, light and state of each of its duties, the worst first."""
    edition = reading.edition(chosen.publication)
    day = chosen.day
    rows = reading.duty_lights(chosen.publication, committee).filter(
        (pl.col("day_from") <= day) & (pl.col("day_to") >= day)
    )
    worst = edition.rollup.worst_first
    order = {duty.code: duty.order for duty in edition.duties}
    found = sorted(
        rows.select("duty", "breach", "light", "state").iter_rows(),
        key=lambda row: (worst.index(row[2]), order[row[0]]),
    )
    return [(edition.duty(duty).name, breach, light, state) for duty, breach, light, state in found]


def _own_said(chosen: ChosenDay, committee: str, shown: Mapping[str, Mapping[str, str]]) -> str:
    said: list[str] = []
    for breach in BREACHES:
        light = shown[breach].get(committee, "no_exigible")
        rests = committee in reading.probable(chosen.publication, chosen.day, breach)
        word = light_word(light, light)
        said.append(f"{BREACH_WORDS[breach]}: {word}{f' ({PROBABLE})' if rests else ''}")
    return "; ".join(said) + "."


def _warnings(chosen: ChosenDay, members: list[str]) -> Iterator[str]:
    if advance := chosen.advance:
        yield _("AVANCE, no una publicación revisada. {advance}").format(advance=advance.words)
    if chosen.notice:
        yield _("RETENIDA. {notice}").format(notice=chosen.notice)
    if chosen.withdrawn:
        yield _("RETIRADA. Lo que esta hoja dice fue retirado {why}").format(
            why=shortened(readable(chosen.withdrawn), LONGEST)
        )
    told = errata_told(chosen.publication, chosen.day)
    about = {one.committee for one in told if one.committee in members}
    if about:
        yield _("Tienen fe de erratas para este día, y su página la dice: {committees}.").format(
            committees=listed(sorted(about)[:NAMED])
            if len(about) <= NAMED
            else _("{count} comités").format(count=len(about))
        )


def _source(chosen: ChosenDay, link: str) -> str:
    publication = chosen.publication
    return _(
        "De la publicación {code}, {stage}, al {as_of} y según lo registrado hasta el "
        "{known_at}. Lo que descansa en una lectura de la norma es probable, y la página de cada "
        "comité lo dice. Puede recalcularse con «sinasec reproduce {code}». Su página: {link}"
    ).format(
        link=link,
        code=publication.pk,
        stage=chosen.stage,
        as_of=day_words(publication.as_of),
        known_at=day_words(day_of(publication.known_at)),
    )
