"""The months of a year, of the country and of a region: each count is that of the package."""

import re
from datetime import date

import pytest
from django.utils import timezone

from sinasec.compliance.semaforo import reading
from sinasec.compliance.semaforo.snapshot import SHOWN, Tally
from sinasec.publications import catalogue
from sinasec.web.semaforo import trend
from sinasec.web.semaforo.chosen import SEMAFORO_PAGES
from sinasec.web.semaforo.lights import SHOWN_WORDS
from sinasec.web.words import day_words
from tests.web.charts.counting import ambar_by_day, committees_then, lights_then

MONTHS = [date(2026, m, d) for m, d in enumerate((31, 28, 31, 30, 31, 30, 31, 31, 30, 31), 1)]


def asked(**values):
    return SEMAFORO_PAGES.choose(values)


def test_the_days_are_the_ends_of_the_months_that_were_judged(published):
    assert trend.days(asked()) == MONTHS
    assert trend.days(asked(fecha="2026-01-31")) == MONTHS[:1]


def test_a_month_that_is_not_whole_is_not_drawn_and_it_is_said(published):
    assert trend.days(asked(fecha="2026-03-30")) == MONTHS[:2]
    assert trend.days(asked(fecha="2026-01-30")) == []
    cut = "Termina en el último mes completo antes del 30 de marzo de 2026."
    assert cut in trend.national(asked(fecha="2026-03-30")).subtitle
    assert "Termina" not in trend.national(asked(fecha="2026-03-31")).subtitle


def test_a_month_is_compared_with_the_same_one_a_year_before(demonstration):
    chosen = asked()
    days = trend.days(chosen)
    assert len(days) == 13
    assert (days[0], days[-1]) == (date(2025, 10, 31), date(2026, 10, 31))
    for figure in (trend.national(chosen), trend.regional(chosen, "21")):
        assert figure.title.startswith("De octubre de 2025 a octubre de 2026, los comités de")


def test_without_the_month_of_a_year_before_nothing_goes_up_or_down(published, monkeypatch):
    tallies = [Tally(10 * at, 0, 10, 500) for at, _ in enumerate(MONTHS, 1)]
    monkeypatch.setattr(trend, "country", lambda chosen: list(zip(MONTHS, tallies, strict=True)))
    figure = trend.national(asked())
    assert figure.title.replace("\u202f", " ") == (
        "El 31 de octubre de 2026, de los comités del Perú están en verde 16,4 % y en rojo 1,6 %"
    )
    assert not re.search(r"suben|bajan|siguen", figure.told)


def test_what_is_not_seen_at_the_ends_of_months_is_said_from_every_day(demonstration, monkeypatch):
    """Counted again from the files, day by day, of Puno and of all."""
    assert trend.national(asked()).note == ""  # less than a hundredth more
    monkeypatch.setattr(trend, "POINTS", 0.01)
    folder, chosen = catalogue.folder(demonstration[0]), asked()
    for region, figure in (("", trend.national(chosen)), ("21", trend.regional(chosen, "21"))):
        first, *_, last = trend.days(chosen)
        ambar = ambar_by_day(folder, first, last, "legal", region)
        shares = {day: n / committees_then(folder, day, region) for day, n in ambar.items()}
        day = max(shares, key=shares.get)
        top = f"{100 * shares[day]:.1f}".replace(".", ",")
        assert f"llegan a {top}\u202f% ({day_words(day)})" in figure.note


@pytest.mark.parametrize("breach", ["legal", "gestion"])
@pytest.mark.parametrize("region", ["", "21"])
def test_each_count_is_that_of_the_package(region, breach, demonstration):
    """Counted again from its files, committee by committee and day by day."""
    folder = catalogue.folder(demonstration[0])
    chosen = asked(luz=breach)
    found = trend.of_region(chosen, region) if region else trend.country(chosen)
    table = trend.regional(chosen, region).table if region else trend.national(chosen).table
    for (day, tally), row in zip(found, reversed(table.rows), strict=True):
        counted = lights_then(folder, day, breach, region)
        assert {one: getattr(tally, one) for one in SHOWN} == counted, day
        assert tally.total == committees_then(folder, day, region)
        assert row[0] == f"{day:%d/%m/%Y}"
        told = [int(cell.replace("\u202f", "")) for cell in row[1:]]
        assert told == [tally.total, *(counted[one] for one in SHOWN)]


def test_the_title_says_the_numbers_of_the_rows(demonstration):
    chosen = asked(luz="gestion")
    figure, counts = trend.national(chosen), trend.country(chosen)
    for light in ("verde", "rojo"):
        first, last = (
            f"{100 * getattr(tally, light) / tally.total:.1f}".replace(".", ",")
            for _, tally in (counts[0], counts[-1])
        )
        near = f"{first}\u202f% a {last}\u202f%" if first != last else f"siguen en {last}"
        assert near in figure.title
    assert "SIMULADO" in figure.source.said


def test_what_rests_on_a_reading_is_said(demonstration):
    chosen = asked()
    for region, figure in (("", trend.national(chosen)), ("21", trend.regional(chosen, "21"))):
        rests = reading.probable(chosen.publication, chosen.day, "legal")
        shown = reading.shown(chosen.publication, chosen.day, "legal")
        units = reading.units(chosen.publication).select("committee", "region").rows()
        mine = {code for code, of in units if region in ("", of)}
        green = sum(shown[code] == "verde" for code in rests & mine)
        assert green
        said = f"{green:,}".replace(",", "\u202f")
        assert f"Probables el 31 de octubre de 2026: {said} de las luces verdes" in (
            figure.source.said
        )


def test_it_says_until_when_what_was_recorded_counts(published):
    known = day_words(timezone.localdate(published.known_at))
    assert f"con lo registrado hasta el {known}." in trend.national(asked()).subtitle


def test_where_almost_nothing_is_known_it_says_so(both):
    figure = trend.national(asked(datos="reales"))
    assert figure.title.startswith(
        "Casi todos los comités del Perú muestran lo mismo, sin información"
    )
    assert not figure.source.simulated


def test_the_small_lines_of_the_regions_promise_no_more_months_than_there_are(published, client):
    page = client.get("/?fecha=2026-03-31").content.decode()
    assert len(trend.days(asked(fecha="2026-03-31"))) == 3
    assert 'data-c="En verde, mes a mes"' in page
    assert "doce meses" not in page.partition('id="regiones"')[2]


def test_of_one_day_there_is_no_year_to_draw(published, client):
    assert trend.national(asked(fecha="2026-01-30")) is None
    page = client.get("/?fecha=2026-01-30")
    assert page.status_code == 200
    assert "doce-meses" not in page.content.decode()
    answer = client.get("/dibujo/doce-meses.svg?fecha=2026-01-30")
    assert answer.status_code == 404
    assert "no hay con qué hacer ese dibujo" in answer.content.decode()


def test_a_region_is_drawn_beside_the_country(published):
    figure = trend.regional(asked(), "21")
    assert "Puno" in figure.title
    assert "La línea fina es el país." in figure.subtitle
    for panel in figure.drawing.each:
        assert panel.title in SHOWN_WORDS.values()
        assert panel.plot.parts.count('class="l-pais"') == len(MONTHS)  # and its key
        assert re.search(r">país [\d,]+\u202f%<", panel.plot.parts)
        assert panel.plot.parts.count("<rect") == len(MONTHS)


def test_a_region_that_is_not_there_has_none(published, client):
    assert client.get("/region/99/dibujo/doce-meses.svg").status_code == 404
    assert trend.regional(asked(), "99") is None


YEAR = [date(2025, 10, 31), date(2025, 11, 30), date(2025, 12, 31), *MONTHS]


def changed(monkeypatch, first: Tally, last: Tally) -> str:
    """The title of a year that goes from one to the other."""
    tallies = [first, *[last] * 12]
    monkeypatch.setattr(trend, "country", lambda chosen: list(zip(YEAR, tallies, strict=True)))
    monkeypatch.setattr(trend, "_between", lambda chosen, counts, region: "")
    return trend.national(asked()).title.replace("\u202f", " ")


@pytest.mark.parametrize(
    ("first", "last", "title"),
    [
        ((400, 0, 200), (500, 0, 100), "verde suben de 40,0 % a 50,0 %; los que están en rojo ba"),
        ((500, 0, 100), (400, 0, 200), "verde bajan de 50,0 % a 40,0 %; los que están en rojo su"),
        ((500, 9, 300), (500, 0, 300), "verde siguen en 50,0 %; los que están en rojo siguen en"),
        ((500, 0, 0), (600, 0, 0), "a 60,0 %; en rojo no hay ninguno"),
        (
            (0, 0, 500),
            (0, 0, 500),
            "comités del Perú, en verde no hay ninguno; los que están en ro",
        ),
        ((500, 0, 4), (600, 0, 4), "a 60,0 %; en rojo hay menos de 0,5 %"),
        ((500, 0, 100), (509, 0, 91), "siguen casi igual, de 50,0 % a 50,9 %; los que están en ro"),
        ((500, 0, 100), (510, 0, 90), "suben de 50,0 % a 51,0 %; los que están en rojo bajan de"),
    ],
)
def test_the_title_says_which_way_each_goes(first, last, title, published, monkeypatch):
    """Of a thousand committees."""
    tallies = [Tally(*shown, 1000 - sum(shown)) for shown in (first, last)]
    assert title in changed(monkeypatch, *tallies)


@pytest.mark.parametrize(
    ("first", "last", "title"),
    [
        (
            (4, 0, 1, 3),
            (5, 0, 0, 3),
            "casi igual, de 4 a 5 de 8; los que están en rojo siguen casi",
        ),
        (
            (4, 0, 3, 1),
            (6, 0, 1, 1),
            "suben de 4 a 6 de 8; los que están en rojo bajan de 3 a 1 de 8",
        ),
        ((4, 0, 2, 1), (7, 0, 1, 0), "suben de 4 de 7 a 7 de 8; los que están en rojo siguen casi"),
        ((50, 0, 40, 9), (51, 0, 39, 9), "siguen casi igual, de 50 a 51 de 99"),
    ],
)
def test_few_committees_are_counted_one_by_one(first, last, title, published, monkeypatch):
    assert title in changed(monkeypatch, Tally(*first), Tally(*last))


def test_a_first_day_that_ends_a_month_is_one_of_them(published, monkeypatch):
    first = date(2026, 8, 31)
    monkeypatch.setattr(trend.reading, "days", lambda publication: (first, MONTHS[-1]))
    assert trend.days(asked()) == MONTHS[-3:]


def test_a_light_that_very_few_show_is_only_in_the_table(published, monkeypatch):
    tallies = [Tally(997, 4, 0, 0), Tally(990, 4, 0, 0)]
    monkeypatch.setattr(trend, "_between", lambda chosen, counts, region: "")
    monkeypatch.setattr(trend, "country", lambda chosen: list(zip(MONTHS, tallies, strict=False)))
    figure = trend.national(asked())
    assert "La luz que muy pocos muestran no está dibujada." in figure.subtitle
    assert "Ámbar" not in figure.drawing.parts
    assert [row[3] for row in figure.table.rows] == ["4", "4"]
