"""Attributes of an act as canonical JSON: one text for one meaning, on both engines."""

import json
from collections.abc import Mapping
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
    known = {key: value for key, value in attributes.items() if value is not None}
    return _ENCODER.encode(known)


class CanonicalAttributes(models.TextField):
    """A mapping in Python, canonical JSON text in the database (jsonb would reorder it)."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        return None if value is None else json.loads(value)

    def to_python(self, value: Any) -> Any:
        return json.loads(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        return canonical(value) if isinstance(value, Mapping) else value
