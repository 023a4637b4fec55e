"""What the schema cannot see in the table: names nobody declared, and powers kept apart."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from sinasec.definitions.documents import Path as Place
from sinasec.definitions.undeclared import undeclared
from sinasec.methods.access import Access, Action, Role
from sinasec.methods.access.places import overlap
from sinasec.methods.access.table import APART
from sinasec.translation import gettext as _

Told = tuple[Place, str]
LISTS: Final = ("roles", "actions", "places")
LOWEST: Final = ("CODISEC",)


def named_faults(spec: Mapping[str, Any], norms: Collection[str]) -> Iterator[Told]:
    """Names that are said twice, that nobody declared or that nobody uses."""
    yield from _repeated(spec)
    roles = [one["code"] for one in spec["roles"]]
    for index, action in enumerate(spec["actions"]):
        for role in action["who"]:
            if role not in roles:
                yield ("actions", index, "who", role), undeclared("el rol", role, roles)
    used = {role for action in spec["actions"] for role in action["who"]}
    for index, role in enumerate(roles):
        if role not in used:
            yield ("roles", index), _("el rol «{role}» no puede nada: quítelo.").format(role=role)
    for name in ("roles", "actions"):
        for index, one in enumerate(spec[name]):
            norm = one.get("norm", {}).get("id")
            if norm is not None and norm not in norms:
                place = (name, index, "norm", "id")
                yield place, undeclared("la norma", norm, norms, "norms.yaml")
    yield from _tree(spec)


def _repeated(spec: Mapping[str, Any]) -> Iterator[Told]:
    for name in LISTS:
        seen: set[str] = set()
        for index, one in enumerate(spec[name]):
            if one["code"] in seen:
                told = _("«{code}» ya está en la lista.").format(code=one["code"])
                yield (name, index, "code"), told
            seen.add(one["code"])


def _tree(spec: Mapping[str, Any]) -> Iterator[Told]:
    """A committee is under one that was told before it: so no branch comes back to itself."""
    seen: list[str] = []
    for index, one in enumerate(spec["places"]):
        if "under" in one and one["under"] not in seen:
            place = ("places", index, "under")
            yield place, undeclared(_("el comité"), one["under"], seen)
        seen.append(one["code"])


def proof_faults(access: Access) -> Iterator[Told]:
    """What is proved: powers that must not be in the same hands are not."""
    for index, action in enumerate(access.actions.values()):
        yield from _of_action(access, action, ("actions", index))
    for index, role in enumerate(access.roles.values()):
        yield from _of_role(access, role, ("roles", index))


def _of_action(access: Access, action: Action, place: Place) -> Iterator[Told]:
    if action.kind == "juzgar" and not action.not_own:
        yield place, _("juzga, y nadie juzga lo que registró: escriba «not_own: true».")
    if not action.writes and (action.not_own or action.two_people):
        yield place, _("solo mira: no lleva «not_own» ni «two_people».")
    for code, reach in action.who.items():
        role = access.roles[code]
        at = (*place, "who", code)
        if reach == "todo" and not role.national:
            yield (
                at,
                _("«todo» es solo de un rol del país, y «{role}» es de un comité.").format(
                    role=code
                ),
            )
        if reach in ("debajo", "propio-y-debajo") and role.scopes == LOWEST:
            yield at, _("debajo de un CODISEC no hay nada: escriba «propio».")


def _of_role(access: Access, role: Role, place: Place) -> Iterator[Told]:
    having = [one for one in access.actions.values() if role.code in one.who]
    kinds = {one.kind for one in having}
    guarded = [one.name for one in having if one.guarded]
    if guarded and not role.second_factor:
        message = _("puede «{action}»: escriba «second_factor: true».").format(action=guarded[0])
        yield place, message
    for power, allowed in APART.items():
        for action in having:
            if power in kinds and action.kind not in allowed:
                message = _("tiene una acción de «{power}»: no puede además «{action}».")
                yield place, message.format(power=power, action=action.name)
    yield from _judges_its_own(role, having, place)


def _judges_its_own(role: Role, having: list[Action], place: Place) -> Iterator[Told]:
    informs = [one for one in having if one.kind == "informar"]
    for judging in (one for one in having if one.kind == "juzgar"):
        for one in informs:
            if overlap(one.who[role.code], judging.who[role.code]):
                yield (
                    place,
                    _("de un mismo comité puede «{one}» y «{other}»: nadie juzga lo suyo.").format(
                        one=one.name, other=judging.name
                    ),
                )
