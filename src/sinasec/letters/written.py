"""A letter written from its definition."""

from collections.abc import Mapping
from difflib import get_close_matches

from sinasec.definitions.letters import letter, letters
from sinasec.letters.said import CannotWrite
from sinasec.methods.letters import CannotFill, Filled, Letter, fill
from sinasec.translation import gettext as _


def known(code: str) -> Letter:
    """The definition with that code. Raises `CannotWrite`."""
    try:
        return letter(code)
    except KeyError:
        near = get_close_matches(code, letters(), n=1)
        hint = (
            _("¿Quiso decir «{near}»?").format(near=near[0])
            if near
            else _("Vea las que hay con «sinasec letter definitions».")
        )
        raise CannotWrite(
            _("No hay ninguna carta «{code}». {hint}").format(code=code[:60], hint=hint)
        ) from None


def written(code: str, fields: Mapping[str, object]) -> Filled:
    """What the letter says with those fields. Raises `CannotWrite`, with all that is wrong."""
    try:
        return fill(known(code), fields)
    except CannotFill as error:
        raise CannotWrite(str(error)) from error
