"""A made-up country, SIMULADO, and what is published of it."""
