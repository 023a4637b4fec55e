"""How long the audit keeps what it holds about people; no part of the edition."""
