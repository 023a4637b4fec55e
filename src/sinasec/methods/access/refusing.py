"""The sentence for who may not: who could, as whom they came in, and what to do."""

from collections.abc import Iterator, Mapping, Sequence

from sinasec.methods.access.places import Hat, Place, reaches
from sinasec.methods.access.table import Action, Role
from sinasec.methods.words import either, listed
from sinasec.translation import gettext as _


def refusal_of(
    action: Action,
    roles: Mapping[str, Role],
    hats: Sequence[Hat],
    place: Place,
    names: Mapping[str, str],
) -> str:
    """For mandates of which none may. Raises KeyError where a name that is needed was not given."""
    where = names[place.committee] if place.committee else _("el país")
    could = list(dict.fromkeys(_could(action, roles, place, names)))
    if not could:
        return _("«{action}» no se hace en {where}: elija otro comité.").format(
            action=action.name, where=where
        )
    whose = _("«{action}», en {where}, corresponde {could}.").format(
        action=action.name,
        where=where,
        could=either([_("a {role}").format(role=one) for one in could]),
    )
    return f"{whose} {_what_now(roles, hats, names)}"


def refusal_of_own(action: Action) -> str:
    """For who registered what it is about."""
    return _(
        "«{action}» le toca a otra persona que quien lo registró, y lo registró usted: pídalo a "
        "quien tenga el mismo rol o uno de más arriba."
    ).format(action=action.name)


def refusal_of_second(action: Action) -> str:
    """For who asked for it and would confirm it too."""
    return _(
        "«{action}» necesita dos personas, y usted ya es una: pida que lo confirme otra que "
        "también pueda."
    ).format(action=action.name)


def _could(
    action: Action, roles: Mapping[str, Role], place: Place, names: Mapping[str, str]
) -> Iterator[str]:
    """Each that could, as it is called there; a committee's own first, then those over it."""
    for code, reach in action.who.items():
        if reach == "todo":
            yield roles[code].called
            continue
        for scope in (place.committee, *place.above, ""):
            hat = Hat(code, scope)
            if hat.level in roles[code].scopes and reaches(reach, hat, place):
                yield _called(roles[code], scope, names)


def _called(role: Role, committee: str, names: Mapping[str, str]) -> str:
    if role.national:
        return role.called
    return _("{role} de {committee}").format(role=role.called, committee=names[committee])


def _what_now(roles: Mapping[str, Role], hats: Sequence[Hat], names: Mapping[str, str]) -> str:
    if not hats:
        return _(
            "Usted no tiene ninguna designación vigente: pida a quien administra las cuentas que "
            "registre la suya."
        )
    entered = listed([_entered(roles[hat.role], hat, names) for hat in hats])
    return _(
        "Usted entra como {entered}: pídalo a quien corresponde o, si el cargo es suyo, a quien "
        "administra las cuentas."
    ).format(entered=entered)


def _entered(role: Role, hat: Hat, names: Mapping[str, str]) -> str:
    if role.national:
        return f"«{role.name}»"
    return _("«{role}» de {committee}").format(role=role.name, committee=names[hat.scope])
