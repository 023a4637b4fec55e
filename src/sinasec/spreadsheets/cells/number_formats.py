"""Whether a number format shows percentages, in the codes of Excel."""

from typing import Final

BUILT_IN_PERCENTS: Final = frozenset({9, 10})  # 0% and 0.00%
_CLOSES: Final = {'"': '"', "[": "]"}  # what is written as it is, and what is said of the number
_TAKES_NEXT: Final = "\\_*"  # the letter that follows is written, or pads


def is_percent(code: str) -> bool:
    """Whether numbers over zero are shown as percentages by the format `code`."""
    letters = iter(code)
    for letter in letters:
        if letter in _TAKES_NEXT:
            next(letters, "")
        elif letter in _CLOSES:
            while next(letters, _CLOSES[letter]) != _CLOSES[letter]:
                continue
        elif letter in "%;":
            return letter == "%"
    return False
