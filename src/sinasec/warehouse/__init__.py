"""Bulk rows as Parquet, in editions that are kept, compared and swapped in."""
