"""What the environment says, read with a sentence for what cannot be."""

import os

from sinasec.not_prepared import NotPrepared

CODE = "ajuste"


def whole_number(name: str, default: int) -> int:
    """The whole number of that variable, from zero. Raises NotPrepared, naming the variable."""
    said = os.environ.get(name, "").strip()
    if not said:
        return default
    if not (said.isascii() and said.isdecimal()):
        raise NotPrepared(
            CODE,
            f"El ajuste {name} debe ser un número entero desde cero, y dice «{said[:40]}»: "
            "corríjalo o quítelo.",
        )
    return int(said[:18])
