"""Several kinds of publication live together and none changes another."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from sinasec import definitions
from sinasec.compliance.semaforo.kind import SEMAFORO
from sinasec.publications import catalogue
from sinasec.publications.kinds import KINDS, Kind, UnknownKind, kind, named
from sinasec.publications.models import Publication
from sinasec.registered import Registered
from sinasec.risk.published.kind import INDEX
from tests.standing import all_stand

NOW = datetime(2026, 11, 10, 15, tzinfo=UTC)


@pytest.mark.parametrize("code", KINDS)
def test_what_a_kind_names_is_there(code):
    assert callable(named(KINDS[code].rebuild))
    assert callable(named(KINDS[code].respondents))
    assert kind(code).code == code


def test_no_two_kinds_share_a_code():
    known = Registered[Kind]((), "kind of publication")
    mine = known.register(replace(kind(INDEX), code="prueba"))
    assert (known.register(mine), list(known)) == (mine, ["prueba"])
    with pytest.raises(ValueError, match="another kind of publication «prueba»"):
        known.register(replace(kind(SEMAFORO), code="prueba"))


def test_a_kind_of_a_newer_program_is_refused_in_words():
    with pytest.raises(UnknownKind, match="use una versión más nueva"):
        kind("fondos")


def test_no_edition_of_the_index_is_part_of_the_law():
    assert not [name for name in definitions.load().files if name.startswith("index/")]


def row(of: str, as_of: date, **other) -> Publication:
    name = f"{of}-{as_of}-{len(other)}"
    return Publication.objects.create(
        id=name,
        kind=of,
        as_of=as_of,
        known_at=NOW,
        stage="preliminar",
        created_at=NOW,
        edition_id="e",
        edition_version="1",
        code_version="c",
        sha256=name,
        folder=name,
        horizon_from=as_of,
        horizon_to=as_of,
        simulated=True,
    )


@pytest.mark.database
@pytest.mark.django_db
class TestReading:
    @pytest.fixture
    def both(self, monkeypatch) -> tuple[Publication, Publication]:
        all_stand(monkeypatch)
        return row(SEMAFORO, date(2026, 10, 31)), row(INDEX, date(2026, 12, 31))

    def test_the_latest_is_of_the_kind_asked(self, both):
        assert catalogue.latest(SEMAFORO) == both[0]
        assert catalogue.latest(INDEX) == both[1]
        assert catalogue.latest(SEMAFORO, simulated=False) is None

    def test_the_list_has_every_kind_or_one(self, both):
        assert catalogue.every() == [both[1], both[0]]
        assert catalogue.every(kind=SEMAFORO) == [both[0]]

    def test_an_id_of_another_kind_is_refused_in_words(self, both):
        assert catalogue.get(both[1].pk) == both[1]
        with pytest.raises(catalogue.UnknownPublication, match=r"otra clase \(Índice de riesgo"):
            catalogue.get(both[1].pk, SEMAFORO)

    def test_each_kind_has_its_own_in_force(self, both):
        found = catalogue.published_on(NOW.date())
        assert found.that_day == (both[1], both[0])
        assert list(found.in_force.items()) == [(SEMAFORO, both[0]), (INDEX, both[1])]
