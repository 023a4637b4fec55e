"""Each page of the desk, as each role, about each place: what the table says and nothing else."""

from itertools import product

import pytest
from django.test import Client

from sinasec.accounts.hats import place
from sinasec.accounts.models import Person
from sinasec.accounts.policies import reached
from sinasec.compliance.actions import register_acts
from sinasec.compliance.filing import told
from sinasec.compliance.models import Act, Review
from sinasec.definitions import library
from sinasec.definitions.roles import access
from sinasec.methods.access import Hat
from tests.accounts.made_up import NOW, post, somebody
from tests.web.desk.test_acts import SESSION, committees  # noqa: F401
from tests.web.desk.test_reviews import entered

pytestmark = pytest.mark.database
PLACES = {  # of each level one, and then one beside it
    "pais": ("", ""),
    "CONASEC": ("CONASEC", "CONASEC"),
    "CORESEC": ("CORESEC-21", "CORESEC-01"),
    "COPROSEC": ("COPROSEC-2101", "COPROSEC-2102"),
    "CODISEC": ("CODISEC-210104", "CODISEC-210105"),
}
ABOUT = sorted({code for pair in PLACES.values() for code in pair} - {""})
HATS = [
    Hat(role.code, scope)
    for role in access().roles.values()
    for level in role.scopes
    for scope in sorted(set(PLACES[level]))
]


def kind_for(code: str) -> str:
    level = code.partition("-")[0]
    kinds = library().act_kinds.values()
    return next(kind.kind for kind in kinds if level in kind.levels)


@pytest.fixture
def acts(committees, fresh_invitations, monkeypatch) -> dict[str, str]:  # noqa: F811
    """Committee -> code of an act of it, that nobody of the desk registered."""
    monkeypatch.setattr("sinasec.web.desk.gate.is_mfa_enabled", lambda person: True)
    found: dict[str, str] = {}
    for code in ABOUT:
        said = {"fecha": SESSION["fecha"], "comite": code, "clase": "sesion-ordinaria"}
        entry = told(said, NOW.date(), simulated=False).entry
        assert entry is not None, code
        (found[code],) = register_acts(entries=[entry], by="un libro").ids
    return found


def as_hat(hat: Hat) -> Client:
    address = f"{hat.role}-{hat.scope or 'pais'}@muni.pe".lower()
    person = Person.objects.filter(email=address).first() or somebody(
        address, name=f"Nombre {hat.role} {hat.scope}", post=post(hat.role, hat.scope)
    )
    return entered(person)


def test_what_each_role_sees_and_does_is_what_the_table_says(acts):
    table, tried = access(), 0
    for hat in HATS:
        browser = as_hat(hat)
        home = browser.get("/mesa/")
        assert home.status_code == (200 if table.may("ver-mesa", hat, place(hat.scope)) else 403)
        token = str(home.context["csrf_token"])
        mine = browser.get("/mesa/actos/")
        assert mine.status_code == (200 if hat.scope else 404), hat
        if hat.scope:
            form = browser.get(f"/mesa/actos/nuevo/?clase={kind_for(hat.scope)}")
            files = table.may("registrar-acto", hat, place(hat.scope))
            assert form.status_code == (200 if files else 403), hat
        queue = browser.get("/mesa/revisar/")
        assert queue.status_code == (200 if reached("revisar-acto", hat) else 403), hat
        for code, act in acts.items():
            seen = table.may("ver-mesa", hat, place(code))
            page = browser.get(f"/mesa/actos/{act}/")
            assert page.status_code == (200 if seen else 403), (hat, code)
            reviews = table.may("revisar-acto", hat, place(code))
            if queue.status_code == 200:
                assert (act in queue.content.decode()) is reviews, (hat, code)
            before = Review.objects.count()
            given = {"csrfmiddlewaretoken": token, "acto": act, "observar": "1"}
            sent = browser.post("/mesa/revisar/", given)  # without its reason: nothing is written
            assert sent.status_code == (422 if reviews else 403), (hat, code)
            assert Review.objects.count() == before
            tried += 3
    assert tried == 3 * len(HATS) * len(ABOUT) > 300


def test_nobody_files_for_a_committee_that_is_not_theirs(acts):
    """The form has no place to say another committee, and one that is sent is not heeded."""
    for hat, code in product(HATS, ABOUT[:2]):
        browser = as_hat(hat)
        token = str(browser.get("/mesa/").context["csrf_token"])
        said = SESSION | {"comite": code, "clase": "sesion-ordinaria", "confirmar": "1"}
        browser.post("/mesa/actos/nuevo/", said | {"csrfmiddlewaretoken": token})
    filed = Act.objects.filter(registered_by__startswith="Nombre")
    assert filed.count() > 5
    for act in filed:
        role, scope = act.registered_by.partition(",")[0].split()[1:]
        assert scope == act.committee_id
        assert access().may("registrar-acto", Hat(role, scope), place(scope))
