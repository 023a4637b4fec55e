"""Índice de Riesgo Sociodelictivo: inputs, editions, publication."""
