"""May somebody with these mandates do this, here? One table answers, and says who could."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product

from sinasec.methods.access.places import COUNTRY, Hat, IllegalHat, Place, reaches
from sinasec.methods.access.refusing import refusal_of
from sinasec.methods.access.table import APART, Action, Kind, Role
from sinasec.methods.words import listed
from sinasec.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Access:
    """`roles`, `actions`: by code, in the order of the table.

    What it does not have raises KeyError, and a mandate where its role has none, `IllegalHat`: a
    misspelt code is a fault of the program and never a quiet no.
    """

    roles: Mapping[str, Role]
    actions: Mapping[str, Action]

    def check_hat(self, hat: Hat) -> Role:
        """Its role. Raises `IllegalHat`, for who gives a mandate; KeyError."""
        role = self.roles[hat.role]
        if hat.level not in role.scopes:
            raise IllegalHat(
                _(
                    "No se designa «{role}» en {level}, sino en {scopes}: elija otro lugar u otro "
                    "rol."
                ).format(
                    role=role.name,
                    level=_said(hat.level),
                    scopes=listed([_said(scope) for scope in role.scopes]),
                )
            )
        return role

    def may(self, action: str, hat: Hat, place: Place) -> bool:
        """Raises KeyError, `IllegalHat`."""
        self.check_hat(hat)
        reach = self.actions[action].who.get(hat.role)
        return reach is not None and reaches(reach, hat, place)

    def hats_for(self, action: str, hats: Iterable[Hat], place: Place) -> tuple[Hat, ...]:
        """Those with which it may be done there, in their order. Raises KeyError, `IllegalHat`."""
        return tuple(hat for hat in hats if self.may(action, hat, place))

    def refusal(
        self, action: str, hats: Iterable[Hat], place: Place, names: Mapping[str, str]
    ) -> str:
        """Who could, as whom they come in and what to do; "" where one of the mandates may.

        `names`: code -> name of the committees of the place, those over it and the mandates; the
        country needs none. Raises KeyError, `IllegalHat`.
        """
        given = tuple(hats)
        if self.hats_for(action, given, place):
            return ""
        return refusal_of(self.actions[action], self.roles, given, place, names)

    def kinds(self, role: str) -> frozenset[Kind]:
        """Of the actions that it has somewhere. Raises KeyError."""
        code = self.roles[role].code
        return frozenset(one.kind for one in self.actions.values() if code in one.who)

    def clash(self, hats: Iterable[Hat]) -> str:
        """Why nobody may hold all of these at once, for who gives a mandate; "" when one may.

        What is kept apart between roles is worth nothing if one person has both. Raises KeyError,
        `IllegalHat`.
        """
        roles = [self.check_hat(hat) for hat in hats]
        for (role, other), (power, allowed) in product(product(roles, roles), APART.items()):
            if power in self.kinds(role.code) and not self.kinds(other.code) <= allowed:
                return _(
                    "«{role}» y «{other}» no pueden ser de la misma persona: termine una "
                    "designación antes de dar la otra."
                ).format(role=role.name, other=other.name)
        return ""

    def demands_second_factor(self, hats: Iterable[Hat]) -> bool:
        """Whether one of the mandates does. Raises KeyError, `IllegalHat`."""
        return any(self.check_hat(hat).second_factor for hat in hats)


def _said(level: str) -> str:
    return _("el país") if level == COUNTRY else f"un {level}"
