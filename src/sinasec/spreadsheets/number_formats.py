"""Whether a number format shows percentages, in the codes of Excel."""

import re
from typing import Final

BUILT_IN_PERCENTS: Final = frozenset({9, 10})  # 0% and 0.00%
# What a code writes as it is, pads with or says between brackets.
_LITERAL: Final = re.compile(r'"[^"]*"|[\\_*].|\[[^\]]*\]')


def is_percent(code: str) -> bool:
    """Whether numbers over zero are shown as percentages by the format `code`."""
    return "%" in _LITERAL.sub("", code).split(";", 1)[0]
