"""Whether a database of SQLite is sound, as its own check says."""

import sqlite3


def check_sound(base: sqlite3.Connection) -> None:
    """Raises AssertionError when it is not."""
    (verdict,) = base.execute("PRAGMA quick_check").fetchone()
    assert verdict == "ok", verdict
