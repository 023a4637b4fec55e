"""The table of the product, asked by every role in every place; and the powers it keeps apart."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinasec.definitions.roles import access
from sinasec.methods.access import (
    Access,
    Hat,
    IllegalHat,
    Place,
    every_try,
    reaches,
    refusal_of_own,
    refusal_of_second,
)
from sinasec.methods.access.table import NATIONAL
from sinasec.methods.access.tried import PLACES, every_hat

TABLE = access()
HATS = list(every_hat(TABLE))
JUDGES = {"juzgar", "publicar", "firmar"}
COMMITTEES = ("CONASEC", "CORESEC-A", "COPROSEC-A", "CODISEC-A")
NAMES = {code: f"el {code}" for place in PLACES for code in (place.committee, *place.above) if code}
hats = st.sampled_from(HATS)
actions = st.sampled_from(list(TABLE.actions))
places = st.sampled_from(PLACES)


def may(role: str, action: str, scope: str, place: Place) -> bool:
    return TABLE.may(action, Hat(role, scope), place)


def test_nobody_outside_of_the_table_may_anything():
    """Told twice: each answer, from the list of who may and how far."""
    for one in every_try(TABLE):
        who = TABLE.actions[one.action].who
        listed = one.hat.role in who and reaches(who[one.hat.role], one.hat, one.place)
        assert one.allowed == listed, one


def test_every_role_every_action_and_every_place_is_tried():
    tried = list(every_try(TABLE))
    assert len(tried) == len(set(tried)) == len(HATS) * len(TABLE.actions) * len(PLACES)
    assert {one.hat.role for one in tried} == set(TABLE.roles)
    assert {one.action for one in tried if one.allowed} == set(TABLE.actions)
    assert len(HATS) == sum(len(role.scopes) for role in TABLE.roles.values())


@pytest.mark.parametrize("hat", HATS)
def test_each_mandate_is_asked_inside_beside_over_and_in_the_country(hat):
    asked = {one.place for one in every_try(TABLE) if one.hat == hat}
    levels = {(place.level, place.committee.endswith("A")) for place in asked}
    assert levels == {
        (level, branch) for level in ("CORESEC", "COPROSEC", "CODISEC") for branch in (True, False)
    } | {("CONASEC", False), ("pais", False)}


def test_who_has_a_mandate_of_a_committee_reaches_nothing_beside_nor_over_it():
    for one in every_try(TABLE):
        if TABLE.roles[one.hat.role].national or not one.allowed:
            continue
        own = one.place.committee == one.hat.scope
        assert own or one.hat.scope in one.place.above, one


def test_who_audits_reads_all_and_writes_nothing():
    hat = Hat("auditoria", "")
    for action in TABLE.actions.values():
        reached = [TABLE.may(action.code, hat, place) for place in PLACES]
        assert not (action.writes and any(reached)), action.code
        if action.kind == "ver":
            assert all(reached), action.code


def test_who_administers_neither_judges_nor_informs():
    hat = Hat("administracion", "")
    for action in TABLE.actions.values():
        if action.kind not in ("ver", "administrar"):
            assert not any(TABLE.may(action.code, hat, place) for place in PLACES), action.code
    assert TABLE.kinds("administracion") == {"ver", "administrar"}


def test_nobody_else_administers():
    for action in TABLE.actions.values():
        if action.kind == "administrar":
            assert set(action.who) == {"administracion"}


def test_no_role_judges_what_it_informs():
    for hat in HATS:
        for place in PLACES:
            done = {one.kind for one in TABLE.actions.values() if TABLE.may(one.code, hat, place)}
            assert not {"informar", "juzgar"} <= done, (hat, place)


def test_all_that_judges_is_never_ones_own():
    judging = [one for one in TABLE.actions.values() if one.kind == "juzgar"]
    assert {"revisar-acto", "dispensar", "dar-opinion"} < {one.code for one in judging}
    assert all(one.not_own for one in judging)


def test_every_committee_is_reviewed_by_somebody_above_it():
    """Nobody is over CONASEC: the office that exercises its secretariat has an analyst."""
    for place in PLACES:
        who = [hat.role for hat in HATS if TABLE.may("revisar-acto", hat, place)]
        assert who, place
    assert [hat.role for hat in HATS if TABLE.may("revisar-acto", hat, Place("CONASEC"))] == [
        "analista-dgsc"
    ]


@pytest.mark.parametrize("scope", COMMITTEES[1:])
def test_a_committee_files_its_own_and_no_other(scope):
    role = {"CORE": "secretaria-regional", "COPR": "secretaria-provincial"}.get(
        scope[:4], "secretaria-distrital"
    )
    reached = {one.committee for one in PLACES if may(role, "registrar-acto", scope, one)}
    assert reached == {scope}


def test_publishing_is_of_the_secretariat_and_the_final_takes_two():
    publishing = [one for one in TABLE.actions.values() if one.kind in ("publicar", "firmar")]
    assert len(publishing) == 8
    assert all(set(one.who) == {"secretaria-conasec"} for one in publishing)
    assert [one.code for one in TABLE.actions.values() if one.two_people] == ["publicar-definitiva"]


def test_all_is_only_of_roles_of_the_country():
    for action in TABLE.actions.values():
        for code, reach in action.who.items():
            assert reach != "todo" or NATIONAL.issuperset(TABLE.roles[code].scopes)


def test_a_second_factor_is_demanded_of_who_judges_publishes_signs_or_administers():
    for hat in HATS:
        if TABLE.kinds(hat.role) & {*JUDGES, "administrar"}:
            assert TABLE.demands_second_factor([hat]), hat
    without = {hat.role for hat in HATS if not TABLE.demands_second_factor([hat])}
    assert without == {"secretaria-distrital", "asistente", "delegacion-mp", "enlace-sectorial"}


def test_one_of_several_mandates_is_enough_to_demand_it():
    district, region = (
        Hat("secretaria-distrital", "CODISEC-A"),
        Hat("secretaria-regional", "CORESEC-A"),
    )
    assert not TABLE.demands_second_factor([])
    assert not TABLE.demands_second_factor([district])
    assert TABLE.demands_second_factor([district, region])


@given(actions, st.lists(hats, max_size=4), places)
def test_those_that_may_are_found_and_the_rest_is_refused_with_a_sentence(action, some, place):
    found = TABLE.hats_for(action, some, place)
    assert found == tuple(hat for hat in some if TABLE.may(action, hat, place))
    said = TABLE.refusal(action, some, place, NAMES)
    assert (said == "") == bool(found)
    if said:
        assert said.startswith(f"«{TABLE.actions[action].name}»")
        assert said.endswith(".")
        assert "{" not in said


@given(actions, places)
def test_a_refusal_names_who_could_and_nobody_else(action, place):
    """Told twice: a role is named where some mandate of it over the place may."""
    said = TABLE.refusal(action, [], place, NAMES).partition(" Usted no")[0]
    over = {place.committee, *place.above, "", "CONASEC"}
    for code, role in TABLE.roles.items():
        able = [
            scope
            for scope in over
            if Hat(code, scope).level in role.scopes and TABLE.may(action, Hat(code, scope), place)
        ]
        if role.national:
            named = [""] if role.called in said else []
            assert bool(able) == bool(named), (code, said)
        else:
            for scope in able:
                assert f"a {role.called} de el {scope}" in said


def test_a_refusal_says_as_whom_one_comes_in_and_what_to_do():
    place = Place("CODISEC-150108", ("COPROSEC-1501", "CORESEC-26", "CONASEC"))
    names = {
        "CODISEC-150108": "CODISEC Chorrillos",
        "COPROSEC-1501": "COPROSEC Lima",
        "CORESEC-26": "CORESEC Lima Metropolitana",
        "CONASEC": "CONASEC",
    }
    provincial = Hat("secretaria-provincial", "COPROSEC-1501")
    regional = Hat("secretaria-regional", "CORESEC-26")
    assert TABLE.refusal("dar-constancia", [provincial, regional], place, names) == (
        "«Dar constancia de registro completo», en CODISEC Chorrillos, corresponde a la secretaría "
        "técnica de CODISEC Chorrillos. Usted entra como «Secretaría técnica provincial» de "
        "COPROSEC Lima y «Secretaría técnica regional» de CORESEC Lima Metropolitana: pídalo a "
        "quien corresponde o, si el cargo es suyo, a quien administra las cuentas."
    )
    assert TABLE.refusal("dar-constancia", [], place, names) == (
        "«Dar constancia de registro completo», en CODISEC Chorrillos, corresponde a la secretaría "
        "técnica de CODISEC Chorrillos. Usted no tiene ninguna designación vigente: pida a quien "
        "administra las cuentas que registre la suya."
    )


def test_what_nobody_may_there_sends_to_another_committee():
    said = TABLE.refusal("registrar-acto", [Hat("secretaria-conasec", "CONASEC")], Place(""), NAMES)
    assert said == "«Registrar un acto» no se hace en el país: elija otro comité."


def test_an_office_of_the_country_that_reaches_only_committees_is_named_for_them():
    action = replace(TABLE.actions["revisar-acto"], who={"analista-dgsc": "debajo"})
    table = Access(TABLE.roles, {action.code: action})
    said = table.refusal(action.code, [], Place("CONASEC"), NAMES)
    assert said.startswith(
        "«Revisar un acto», en el CONASEC, corresponde a quien analiza en la DGS"
    )
    assert "no se hace en el país" in table.refusal(action.code, [], Place(""), NAMES)


def test_what_the_table_has_not_is_never_a_quiet_no():
    own = Place("CODISEC-A")
    with pytest.raises(KeyError, match="registrar-todo"):
        TABLE.may("registrar-todo", Hat("secretaria-distrital", "CODISEC-A"), own)
    with pytest.raises(KeyError, match="alcalde"):
        TABLE.may("registrar-acto", Hat("alcalde", "CODISEC-A"), own)
    with pytest.raises(KeyError, match="alcalde"):
        TABLE.demands_second_factor([Hat("alcalde", "CODISEC-A")])


@pytest.mark.parametrize("scope", ["", "COPROSEC-A", "CONASEC", "ALCALDIA-1"])
def test_a_mandate_where_its_role_has_none_is_refused_and_never_asked(scope):
    hat = Hat("secretaria-distrital", scope)
    with pytest.raises(
        IllegalHat, match=r"No se designa «Secretaría técnica distrital» .* en un CODIS"
    ):
        TABLE.check_hat(hat)
    with pytest.raises(IllegalHat):
        TABLE.may("ver-mesa", hat, Place(scope))
    with pytest.raises(IllegalHat):
        TABLE.hats_for("ver-mesa", [hat], Place(scope))


def test_powers_kept_apart_are_not_for_one_person_either():
    hat_of = {hat.role: hat for hat in HATS}
    apart = {
        frozenset(pair)
        for pair in combinations(hat_of, 2)
        if TABLE.clash([hat_of[pair[0]], hat_of[pair[1]]])
    }
    only_see = {"delegacion-mp", "enlace-sectorial"}
    expected = {
        frozenset((power, other))
        for power in ("administracion", "auditoria")
        for other in set(TABLE.roles) - only_see - {power}
    }
    assert apart == expected
    assert TABLE.clash([hat_of["secretaria-distrital"], hat_of["administracion"]]) == (
        "«Administración de cuentas» y «Secretaría técnica distrital» no pueden ser de la misma "
        "persona: termine una designación antes de dar la otra."
    )
    assert all(TABLE.clash([hat]) == "" for hat in HATS)


def test_what_depends_on_who_did_it_before_has_its_sentence():
    assert refusal_of_own(TABLE.actions["revisar-acto"]) == (
        "«Revisar un acto» le toca a otra persona que quien lo registró, y lo registró usted: "
        "pídalo a quien tenga el mismo rol o uno de más arriba."
    )
    assert refusal_of_second(TABLE.actions["publicar-definitiva"]) == (
        "«Publicar la definitiva» necesita dos personas, y usted ya es una: pida que lo confirme "
        "otra que también pueda."
    )


def test_an_empty_table_lets_nobody_do_anything():
    empty = Access(TABLE.roles, {})
    assert list(every_try(empty)) == []
    assert empty.kinds("auditoria") == frozenset()
