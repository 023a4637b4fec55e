"""Composite indices: two tables and a recipe give scores, ranks and how sure they are."""
