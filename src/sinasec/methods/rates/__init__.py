"""Rates of small places: smoothing, standardisation, intervals and spatial patterns."""
