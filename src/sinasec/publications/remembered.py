"""Remember what was read of a publication for as long as its files stay those that were signed."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

from sinasec.publications.models import Publication
from sinasec.publications.standing import Verified, verified

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
            return make(*map(_publication, given))  # pyright: ignore[reportCallIssue]

        @wraps(make)
        def answer(*given: Any) -> R:
            return kept(*map(_key, given))

        answer.cache_clear = kept.cache_clear  # pyright: ignore[reportAttributeAccessIssue] (a function has room)
        return answer  # pyright: ignore[reportReturnType]

    return decorate


def _key(value: Any) -> Any:
    return verified(value) if isinstance(value, Publication) else value


def _publication(value: Any) -> Any:
    return value.publication if isinstance(value, Verified) else value
