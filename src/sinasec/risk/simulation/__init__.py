"""The made-up country of the demonstration, loaded as anyone would load theirs. All SIMULADO."""
