"""SIMULADO: a plausible life of every committee, driven by the duties in the definitions.

Nothing here describes a real committee. The same seed, dates and definitions give the same facts.
"""
