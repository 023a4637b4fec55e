"""The articles that duties cite, transcribed: no duty is judged by them, so no edition has them."""

from sinasec.definitions.articles.citing import Reading, citations, read
from sinasec.definitions.articles.loading import Articles, Copy, Piece, articles

__all__ = ["Articles", "Copy", "Piece", "Reading", "articles", "citations", "read"]
