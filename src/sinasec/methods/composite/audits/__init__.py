"""What an index rests on: its weights, its parts, its choices."""
