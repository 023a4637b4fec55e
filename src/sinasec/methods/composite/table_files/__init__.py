"""The two tables of an index: its data and what each column is."""
