"""The months of a year, of the country and of a region: each count is that of the package."""

from datetime import date

import pytest

from sinasec.compliance.semaforo.snapshot import SHOWN, Tally
from sinasec.publications import catalogue
from sinasec.web.semaforo import trend
from sinasec.web.semaforo.chosen import SEMAFORO_PAGES
from sinasec.web.semaforo.lights import SHOWN_WORDS
from tests.web.charts.counting import committees_then, lights_then

MONTHS = [date(2026, m, d) for m, d in enumerate((31, 28, 31, 30, 31, 30, 31, 31, 30, 31), 1)]


def asked(**values):
    return SEMAFORO_PAGES.choose(values)


def test_the_days_are_the_ends_of_the_months_that_were_judged(published):
    assert trend.days(asked()) == MONTHS
    assert trend.days(asked(fecha="2026-03-15")) == [*MONTHS[:2], date(2026, 3, 15)]
    assert trend.days(asked(fecha="2026-01-30")) == [date(2026, 1, 30)]


def test_no_more_than_twelve(demonstration):
    days = trend.days(asked())
    assert len(days) == 12
    assert (days[0], days[-1]) == (date(2025, 11, 30), date(2026, 10, 31))


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


def test_the_title_says_what_the_rows_do(demonstration):
    chosen = asked()
    figure, counts = trend.national(chosen), trend.country(chosen)
    shares = [
        f"{100 * tally.verde / tally.total:.1f}".replace(".", ",")
        for _, tally in (counts[0], counts[-1])
    ]
    assert all(f"{one}\u202f%" in figure.title for one in shares)
    up = float(shares[1].replace(",", ".")) - float(shares[0].replace(",", "."))
    verb = "suben" if up > 0 else "bajan" if up < 0 else "siguen"
    assert figure.title.startswith(f"Los comités en verde {verb}")
    assert "SIMULADO" in figure.source.said


def test_where_almost_nothing_is_known_it_says_so(both):
    figure = trend.national(asked(datos="reales"))
    assert figure.title.startswith("Casi todos los comités muestran lo mismo, sin información")
    assert not figure.source.simulated


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
    assert "Puno" in figure.subtitle
    for panel in figure.drawing.each:
        assert panel.title in SHOWN_WORDS.values()
        assert panel.plot.parts.count('class="l-pais"') == len(MONTHS) - 1
        assert panel.plot.parts.count("<rect") == len(MONTHS)


def test_a_region_that_is_not_there_has_none(published, client):
    assert client.get("/region/99/dibujo/doce-meses.svg").status_code == 404
    assert trend.regional(asked(), "99") is None


@pytest.mark.parametrize(
    ("first", "last", "title"),
    [
        ((40, 0, 20), (50, 0, 10), "verde suben de 40,0 % a 50,0 %; los que están en rojo bajan"),
        ((50, 0, 10), (40, 0, 20), "verde bajan de 50,0 % a 40,0 %; los que están en rojo suben"),
        (
            (50, 9, 30),
            (50, 0, 30),
            "verde siguen en 50,0 %; los que están en rojo siguen en 30,0 %",
        ),
        ((50, 0, 0), (60, 0, 0), "verde suben de 50,0 % a 60,0 %; los que están en rojo no pasan"),
    ],
)
def test_the_title_says_which_way_each_goes(first, last, title, published, monkeypatch):
    """Of a hundred committees."""
    tallies = [Tally(*shown, 100 - sum(shown)) for shown in (first, last)]
    monkeypatch.setattr(trend, "country", lambda chosen: list(zip(MONTHS, tallies, strict=False)))
    assert title in trend.national(asked()).title.replace("\u202f", " ")


def test_a_first_day_that_ends_a_month_is_one_of_them(published, monkeypatch):
    first = date(2026, 8, 31)
    monkeypatch.setattr(trend.reading, "days", lambda publication: (first, MONTHS[-1]))
    assert trend.days(asked()) == MONTHS[-3:]


def test_a_light_that_very_few_show_is_only_in_the_table(published, monkeypatch):
    tallies = [Tally(997, 4, 0, 0), Tally(990, 4, 0, 0)]
    monkeypatch.setattr(trend, "country", lambda chosen: list(zip(MONTHS, tallies, strict=False)))
    figure = trend.national(asked())
    assert "La luz que muy pocos muestran está solo en la tabla." in figure.subtitle
    assert "Ámbar" not in figure.drawing.parts
    assert [row[3] for row in figure.table.rows] == ["4", "4"]
