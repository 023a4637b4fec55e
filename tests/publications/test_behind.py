"""What is published behind is published once, by whichever attempt."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from sinasec.publications import behind
from sinasec.publications.behind import published_once
from sinasec.publications.keep import CannotPublish
from sinasec.work import held, outbox
from sinasec.work.kinds import WORK, WorkKind
from sinasec.work.turn import Turn

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NOW = datetime(2026, 5, 5, 15, tzinfo=UTC)


@pytest.fixture
def there(monkeypatch) -> set[str]:
    """The codes of what is published."""
    codes: set[str] = set()

    def filter(pk: str):
        return SimpleNamespace(first=lambda: SimpleNamespace(pk=pk) if pk in codes else None)

    monkeypatch.setattr(behind, "heal", lambda: None)
    monkeypatch.setattr(behind.Publication, "objects", SimpleNamespace(filter=filter))
    return codes


@pytest.fixture
def turn(monkeypatch) -> Turn:
    monkeypatch.setattr(WORK, "_known", {"p": WorkKind("p", "P", "no:se")})
    monkeypatch.setattr(WORK, "_whole", True)
    outbox.ask("p", "1", {}, by="ana", now=NOW)
    return Turn(held.take("w", NOW, ["p"]))


def publishing(there: set[str], code: str):
    def publish(announced):
        announced(code)
        there.add(code)
        return SimpleNamespace(publication=SimpleNamespace(pk=code))

    return publish


def test_its_code_is_noted_before_anything_is_written(there, turn):
    def dies(announced):
        announced("uno")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        published_once(turn, dies)
    assert turn.noted() == {"publication": "uno"}
    assert published_once(turn, publishing(there, "uno")).pk == "uno"


def test_what_an_attempt_before_this_one_published_is_found(there, turn):
    """Before anything else: the data may be others by now, and it would be refused."""

    def refused(announced):
        raise CannotPublish("Los datos son otros.")

    published_once(turn, publishing(there, "uno"))
    assert published_once(turn, refused).pk == "uno"


def test_what_one_thought_dead_published_meanwhile_is_found_under_the_lock(there, turn):
    turn.note({"publication": "uno"})

    def late(announced):
        there.add("uno")
        return publishing(there, "otro")(announced)

    assert published_once(turn, late).pk == "uno"
    assert there == {"uno"}
