"""How often one address may ask, and how much dear work is done at once."""
