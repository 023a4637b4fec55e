"""Rows that are added and never changed: declared once, held to it by the database itself."""
