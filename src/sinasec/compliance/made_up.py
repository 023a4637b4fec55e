"""How a load of made-up facts is told from the others."""

from typing import Final

LAYOUT: Final = "simulacion"  # of the loads of a made-up country
