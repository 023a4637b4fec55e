"""Who may do what, as data: no duty is judged by it, so no edition has it."""

from sinasec.definitions.roles.loading import access

__all__ = ["access"]
