"""The letters that the office writes, as data: no duty is judged by them, so no edition has
them."""

from sinasec.definitions.letters.loading import fingerprint_of, letter, letters

__all__ = ["fingerprint_of", "letter", "letters"]
