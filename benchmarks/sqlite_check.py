"""Whether a database of SQLite is sound, as its own check says."""

import re
import sqlite3
from typing import Any


def check_sound(base: sqlite3.Connection) -> None:
    """Raises AssertionError when it is not. A constraint of the lists asks for REGEXP, which
    Django brings and a bare connection does not have."""
    base.create_function("REGEXP", 2, _matches, deterministic=True)
    (verdict,) = base.execute("PRAGMA quick_check").fetchone()
    assert verdict == "ok", verdict


def _matches(pattern: str, value: Any) -> bool:
    return value is not None and re.search(pattern, str(value)) is not None
