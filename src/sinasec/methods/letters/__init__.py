"""A letter as data: what it asks to be told, and what it says once it is told.

A field is data: it is put in its place as text, whatever it holds, and nothing reads it again.
"""

from sinasec.methods.letters.filling import CannotFill, Filled, FilledBlock, fill, readable, text_of
from sinasec.methods.letters.letter import (
    CARTA,
    DATE,
    HOJA,
    LIST,
    NUMBER,
    TABLE,
    TEXT,
    Block,
    Field,
    Letter,
    places,
)

__all__ = [
    "CARTA",
    "DATE",
    "HOJA",
    "LIST",
    "NUMBER",
    "TABLE",
    "TEXT",
    "Block",
    "CannotFill",
    "Field",
    "Filled",
    "FilledBlock",
    "Letter",
    "fill",
    "places",
    "readable",
    "text_of",
]
