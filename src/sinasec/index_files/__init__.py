"""A composite index from two tables and a recipe, without a database."""
