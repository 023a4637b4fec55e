"""What `sinasec doctor` says of the copies of letters."""

import pytest
from django.db import connection

from sinasec.letters.actions import issue
from sinasec.letters.models import Copy
from sinasec.operation.health.look_at_letters import look
from tests.letters.made_up import BY_ITS_COMMAND, fields
from tests.lifting import lifted

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_a_copy_altered_or_missing_behind_is_named():
    sound, altered, missing = (
        issue(**BY_ITS_COMMAND, fields=fields(), addressee="María", by="Ana") for _ in range(3)
    )
    assert list(look()) == []
    with lifted(connection):
        Copy.objects.filter(letter=altered).update(pdf=b"%PDF-otro")
        Copy.objects.filter(letter=missing).delete()
    said = [(one.about, one.level, one.message) for one in look()]
    assert said == [
        ("cartas", "falla", f"La copia guardada de {altered} no es la que se registró."),
        ("cartas", "falla", f"Falta la copia guardada de {missing}."),
    ]
    assert str(sound) not in str(said)
