"""Who may do what: `check` refuses with a sentence, `can` asks. Both read one table (`roles`)."""

from collections.abc import Iterable
from functools import lru_cache

from sinasec.accounts.hats import place, scope_name
from sinasec.committees.registry import committees
from sinasec.definitions.roles import access
from sinasec.methods.access import Hat, refusal_of_own


class Forbidden(Exception):
    """Whoever asks may not do that there. Says who may."""


def can(action: str, hat: Hat | None, committee: str = "") -> bool:
    """Whether an action of the table may be done by whoever acts so, about a committee or, without
    one, about the country. Raises KeyError for an action that the table does not know."""
    if hat is None:
        access().actions[action]  # a name that is not there is an error of ours, also for nobody
        return False
    return access().may(action, hat, place(committee))


@lru_cache(maxsize=256)
def reached(action: str, hat: Hat) -> frozenset[str]:
    """The committees about which whoever acts so may do an action. Raises KeyError."""
    return frozenset(one.code for one in committees() if can(action, hat, one.code))


def check_not_own(action: str, *, own: bool) -> None:
    """Raises Forbidden for what nobody does about what they registered themselves."""
    asked = access().actions[action]
    if own and asked.not_own:
        raise Forbidden(refusal_of_own(asked))


def check(action: str, hat: Hat | None, committee: str = "") -> None:
    """The same. Raises Forbidden."""
    if can(action, hat, committee):
        return
    where = place(committee)
    hats = [hat] if hat else []
    codes = {committee, *where.above, *(each.scope for each in hats)} - {""}
    names = {code: scope_name(code) for code in codes}
    raise Forbidden(access().refusal(action, hats, where, names))


def demands_second_factor(hats: Iterable[Hat]) -> bool:
    """Whether any of these roles reviews, publishes, signs or administers."""
    return access().demands_second_factor(list(hats))
