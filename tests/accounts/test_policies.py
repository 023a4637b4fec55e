"""`check` and `can` are the two faces of one table."""

import pytest

from sinasec.accounts.policies import Forbidden, can, check
from sinasec.methods.access import Hat

DISTRICT = Hat("secretaria-distrital", "CODISEC-210104")
REGION = Hat("secretaria-regional", "CORESEC-21")


@pytest.mark.parametrize(
    ("action", "hat", "committee", "may"),
    [
        ("registrar-acto", DISTRICT, "CODISEC-210104", True),
        ("registrar-acto", DISTRICT, "CODISEC-210105", False),
        ("registrar-acto", REGION, "CODISEC-210104", False),
        ("revisar-acto", REGION, "CODISEC-210104", True),
        ("revisar-acto", REGION, "CORESEC-21", False),
        ("revisar-acto", REGION, "CODISEC-010108", False),
        ("publicar-definitiva", Hat("secretaria-conasec", "CONASEC"), "", True),
        ("publicar-definitiva", Hat("administracion", ""), "", False),
        ("ver-auditoria", Hat("auditoria", ""), "", True),
    ],
)
def test_who_may(action, hat, committee, may):
    assert can(action, hat, committee) is may
    if may:
        check(action, hat, committee)
    else:
        with pytest.raises(Forbidden) as refused:
            check(action, hat, committee)
        assert str(refused.value).endswith(".")
        assert len(str(refused.value)) > 40


def test_nobody_may_anything_and_a_name_that_is_not_there_is_an_error():
    assert not can("registrar-acto", None, "CODISEC-210104")
    with pytest.raises(KeyError):
        can("registrar-todo", DISTRICT)
    with pytest.raises(KeyError):
        can("registrar-todo", None)
