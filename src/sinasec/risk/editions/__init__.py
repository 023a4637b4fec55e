"""Editions of the index: the workbook that people write, its reading and where it is kept."""
