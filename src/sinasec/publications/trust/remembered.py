"""Remember what was read of a publication for as long as its files stay those that were signed.

Nothing that may change otherwise is remembered: whoever asks for it again would not learn that it
was read (see `sinasec.live`).
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

from sinasec.live import Learnt, learning
from sinasec.publications.models import Publication
from sinasec.publications.trust.standing import Verified, standing, verified

P = ParamSpec("P")
R = TypeVar("R")


def remembered(most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """For a function of publications and hashable values, by position.

    Each publication is asked for its standing at every call, and what was made before its files
    changed is not found again; the `most` answers last used are kept. Raises `Withheld`.
    """

    def decorate(make: Callable[P, R]) -> Callable[P, R]:
        @lru_cache(maxsize=most)
        def kept(*given: Any) -> R:
            with learning() as learnt:
                found = make(*map(_publication, given))  # pyright: ignore[reportCallIssue]
            _check(make, learnt, given)
            return found

        @wraps(make)
        def answer(*given: Any) -> R:
            return kept(*map(_key, given))

        answer.cache_clear = kept.cache_clear  # pyright: ignore[reportAttributeAccessIssue] (a function has room)
        return answer  # pyright: ignore[reportReturnType]

    return decorate


def _check(make: Callable[..., Any], learnt: Learnt, given: tuple[Any, ...]) -> None:
    """Raises TypeError where more was asked than whether the publications given stand."""
    own = {(standing, (_publication(one),)) for one in given if isinstance(one, Verified)}
    for question in learnt.answers:
        if question[:2] not in own:
            name = getattr(question.ask, "__qualname__", question.ask)
            raise TypeError(f"«{make.__qualname__}» remembers what may change: it asks «{name}».")


def _key(value: Any) -> Any:
    return verified(value) if isinstance(value, Publication) else value


def _publication(value: Any) -> Any:
    return value.publication if isinstance(value, Verified) else value
