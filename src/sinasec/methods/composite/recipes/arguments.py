"""What each argument of a recipe may be, and the sentence that says so when it is not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from sinasec.methods.composite.kernels import aggregating, normalising, treating
from sinasec.methods.composite.recipes.steps import Imputation, Weighting

Check = Callable[[Any], str | None]  # the sentence, or None when the value serves


def choices(alias: Any) -> tuple[str, ...]:
    """The words of a Literal type."""
    return tuple(alias.__args__)


@dataclass(frozen=True, slots=True)
class Number:
    """A number between two bounds, both allowed; `whole` for counts."""

    least: float
    most: float
    whole: bool = False

    def __call__(self, value: Any) -> str | None:
        kinds = (int,) if self.whole else (int, float)
        sound = isinstance(value, kinds) and not isinstance(value, bool)
        if sound and self.least <= value <= self.most:
            return None
        kind = "un número entero" if self.whole else "un número"
        return f"debe ser {kind} entre {self.least:g} y {self.most:g}, y dice «{value}»."


@dataclass(frozen=True, slots=True)
class OneOf:
    words: tuple[str, ...]

    def __call__(self, value: Any) -> str | None:
        if value in self.words:
            return None
        return f"debe ser uno de {', '.join(self.words)}, y dice «{value}»."


@dataclass(frozen=True, slots=True)
class ListOf:
    words: tuple[str, ...]

    def __call__(self, value: Any) -> str | None:
        if isinstance(value, list | tuple) and value:
            wrong = [each for each in cast("list[Any]", value) if each not in self.words]
            if not wrong:
                return None
            return f"cada uno debe ser uno de {', '.join(self.words)}; «{wrong[0]}» no lo es."
        return f"debe ser una lista de {', '.join(self.words)}, de abajo hacia arriba."


def is_text(value: Any) -> str | None:
    return None if isinstance(value, str) else f"debe ser un texto, y dice «{value}»."


def is_switch(value: Any) -> str | None:
    return None if isinstance(value, bool) else f"debe ser true o false, y dice «{value}»."


def is_mapping(value: Any) -> str | None:
    return None if isinstance(value, Mapping) else "debe ser una lista de «código: argumentos»."


def are_posts(value: Any) -> str | None:
    anything = Number(-1e300, 1e300)
    if isinstance(value, list | tuple):
        ends = cast("list[Any]", value)
        if len(ends) == 2 and not any(anything(each) for each in ends) and ends[0] < ends[1]:
            return None
    return f"deben ser dos números, el menor primero, y dice «{value}»."


ANY: Final = Number(-1e300, 1e300)
MEANS: Final = choices(aggregating.Method)
SCALING: Final[dict[str, Check]] = {
    "method": OneOf(choices(normalising.Method)),
    "low": ANY,
    "high": ANY,
    "mean": ANY,
    "sd": Number(1e-300, 1e300),
    "posts": are_posts,
}
ARGUMENTS: Final[dict[str, dict[str, Check]]] = {
    "screen": {"min_data": Number(0, 1)},
    "impute": {
        "method": OneOf(choices(Imputation)),
        "group": is_text,
        "seed": Number(0, 2**32 - 1, whole=True),
    },
    "denominate": {"scale": Number(1e-300, 1e300)},
    "treat": {
        "max_winsorise": Number(0, 1_000_000, whole=True),
        "skew": Number(0, 1e300),
        "kurtosis": Number(-1e300, 1e300),
        "fallback": OneOf(choices(treating.Fallback)),
    },
    "normalise": {**SCALING, "by": is_mapping},
    "weight": {"method": OneOf(choices(Weighting))},
    "aggregate": {"method": OneOf(MEANS), "by_level": ListOf(MEANS), "p": Number(-100, 100)},
    "rank": {"descending": is_switch},
}
