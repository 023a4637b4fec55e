"""Attributes of an act as canonical JSON: one text for one meaning, on both engines."""

import json
from collections.abc import Mapping
from json.encoder import encode_basestring
from typing import Any, Final

from django.db import models

from sinasec.methods.law import Scalar

_ENCODER: Final = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
)


def canonical(attributes: Mapping[str, Scalar | None]) -> str:
    """Sorted keys, no spaces, UTF-8, nothing unknown: a null is left out, never written.

    Raises ValueError for a number that JSON cannot hold (NaN, infinities).
    """
    said = [
        f"{encode_basestring(key)}:{_text(attributes[key])}"
        for key in sorted(attributes)
        if attributes[key] is not None
    ]
    return f"{{{','.join(said)}}}"


def _text(value: Scalar | None) -> str:
    """By parts: of each whole one JSON makes an encoder, and a load has one for every act."""
    if type(value) is str:
        return encode_basestring(value)
    return str(value) if type(value) is int else _ENCODER.encode(value)


class CanonicalAttributes(models.TextField):
    """A mapping in Python, canonical JSON text in the database (jsonb would reorder it)."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        return None if value is None else json.loads(value)

    def to_python(self, value: Any) -> Any:
        return json.loads(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        return canonical(value) if isinstance(value, Mapping) else value
