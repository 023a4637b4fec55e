"""Drawings of the site: each with a title that says what one sees, its table, and its files."""
