"""Tables that were in use are changed with their rows in them and their triggers on."""

import pytest

from tests.operation.installation import POSTGRES, Installation

pytestmark = pytest.mark.database

TRIGGERS = (
    "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1"
    if POSTGRES
    else "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY 1"
)
PUBLISHED = "SELECT id, stage, sha256, replaces_id FROM publications_publication ORDER BY id"
DJANGO = {"module": "django", "DJANGO_SETTINGS_MODULE": "sinasec.web.settings"}


def state(place: Installation) -> tuple[list, list]:
    return place.sql(PUBLISHED), place.sql(TRIGGERS)


def test_stages_are_added_to_what_was_published(fresh):
    before = state(fresh)
    assert all(before)
    back = fresh.run("migrate", "publications", "0005", **DJANGO)
    assert back.returncode == 0, back.stderr
    assert state(fresh) == before
    done = fresh.run("migrate")
    assert done.returncode == 0, done.stderr
    assert state(fresh) == before
    assert fresh.json("doctor")["code"] == 0
