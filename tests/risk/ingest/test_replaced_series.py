"""A file that brings part of a series: what stops being current is told, and nothing else moves."""

from datetime import timedelta

from sinasec.intake.bulk.telling import told
from tests.risk.ingest.made import AT, csv, loaded, police

HEADER = "ANIO,MES,DPTO_HECHO_NEW,PROV_HECHO,DIST_HECHO,UBIGEO_HECHO,P_MODALIDADES,cantidad"


def row(year: int, month: int, count: int, kind: str = "Robo") -> str:
    return f"{year},{month},AMAZONAS,CHACHAPOYAS,CHACHAPOYAS,10101,{kind},{count}"


SERIES = police(
    row(2021, 1, 5), row(2022, 1, 7), row(2023, 1, 4), row(2023, 2, 3), row(2023, 2, 9, "Hurto")
)
LATER = AT + timedelta(hours=1)


def after_the_series(content: bytes, **said):
    loaded(SERIES)
    return loaded(content, at=LATER, **said)


def test_the_first_file_and_the_same_again_take_nothing_away():
    assert loaded(SERIES).gone is None
    assert loaded(SERIES, at=LATER).gone is None


def test_one_year_alone_takes_away_the_others_and_says_it():
    report = after_the_series(police(row(2023, 1, 4), row(2023, 2, 3), row(2023, 2, 9, "Hurto")))
    assert report.gone is not None
    assert (report.gone.years, report.gone.months, report.gone.kinds) == ((2021, 2022), (), ())
    assert (report.gone.rows, report.gone.total) == (2, 12)
    said = told(report)
    assert "Deja de ser vigente" in said
    assert "de 2021 a 2022, todo (2 filas, 12 denuncias)" in said
    assert "--join" in said
    assert f"data activate {report.gone.edition}" in said
    assert report.as_dict()["stops_being_current"]["years"] == (2021, 2022)


def test_joined_only_what_the_year_itself_no_longer_brings_goes():
    report = after_the_series(police(row(2023, 1, 8)), join=True)
    assert report.gone is not None
    assert (report.gone.years, report.gone.months) == ((), ((2023, 2),))
    assert report.gone.kinds == ("Hurto",)
    assert "de 2023, febrero; las modalidades «Hurto» (2 filas, 12 denuncias)" in told(report)
    assert after_the_series(police(row(2024, 1, 8)), join=True).gone is None


def test_a_rehearsal_says_it_too_and_changes_nothing():
    report = after_the_series(police(row(2024, 1, 4)), dry_run=True)
    assert "Dejaría de ser vigente" in told(report)
    assert report.edition is None


def test_who_is_asked_keeps_nothing_until_it_is_answered():
    report = after_the_series(police(row(2024, 1, 4)), ask=True)
    assert (report.asks, report.ok, report.edition) == (True, False, None)
    assert loaded(police(row(2024, 1, 4)), at=LATER, ask=True, join=False).edition is not None


def test_population_of_other_years_is_told_and_a_list_is_not():
    loaded(csv("ubigeo;anio;poblacion;fuente", "150101;2022;10;x", "150101;2023;11;x"))
    newer = loaded(csv("ubigeo;anio;poblacion;fuente", "150101;2023;12;x"), at=LATER)
    assert newer.gone is not None
    assert (newer.gone.years, newer.gone.total) == ((2022,), None)
    loaded(csv("ubigeo;indicador;anio;valor;fuente", "150101;agua;2017;1;x"))
    other = csv("ubigeo;indicador;anio;valor;fuente", "150101;luz;2018;1;x")
    assert loaded(other, at=LATER).gone is None
