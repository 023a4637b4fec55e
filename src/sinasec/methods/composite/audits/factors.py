"""What a recipe leaves open: the choices, weights and sampling errors an analysis draws."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Scalar = str | int | float | bool
Kind = Literal["option", "weights", "sampling"]


@dataclass(frozen=True, slots=True)
class Factor:
    """One thing that may be otherwise.

    `kind` option: the `argument` of `step` is one of `options`. weights: those of the elements of
    `levels` are multiplied by 1 ± `spread`. sampling: the indicators move by their standard error.
    """

    code: str
    title: str
    kind: Kind
    step: str = ""
    argument: str = ""
    options: tuple[Scalar, ...] = ()
    levels: tuple[int, ...] = ()
    spread: float = 0.0

    @property
    def path(self) -> str:
        """Of an option, as `Recipe.changing` takes it."""
        return f"{self.step}.{self.argument}"

    def option(self, text: str) -> Scalar:
        """The option written as `text` in a design. Raises KeyError."""
        return {option_text(each): each for each in self.options}[text]

    def as_mapping(self) -> Mapping[str, Any]:
        head = {"code": self.code, "title": self.title}
        if self.kind == "option":
            return {
                **head,
                "step": self.step,
                "argument": self.argument,
                "options": list(self.options),
            }
        if self.kind == "weights":
            return {**head, "weights": list(self.levels), "spread": self.spread}
        return {**head, "sampling_error": True}


def option_text(option: Scalar) -> str:
    """How an option is written in a design."""
    if isinstance(option, bool):
        return "true" if option else "false"
    return str(option)
