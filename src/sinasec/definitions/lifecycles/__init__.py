"""The lives of what the office handles, as data: no duty is judged by them, so no edition has
them."""

from sinasec.definitions.lifecycles.loading import lifecycle, lifecycles

__all__ = ["lifecycle", "lifecycles"]
