"""The function of Ishigami, whose indices are known in closed form."""

import numpy as np

# Ishigami with a = 7, b = 0.1: variance and parts in closed form.
A, B = 7.0, 0.1
V1 = 0.5 * (1 + B * np.pi**4 / 5) ** 2
V2 = A**2 / 8
V13 = B**2 * np.pi**8 * 8 / 225
ISHIGAMI_FIRST = np.array([V1, V2, 0.0]) / (V1 + V2 + V13)
ISHIGAMI_TOTAL = np.array([V1 + V13, V2, V13]) / (V1 + V2 + V13)


def ishigami(points):
    x = np.pi * (2 * points - 1)
    return np.sin(x[0]) + A * np.sin(x[1]) ** 2 + B * x[2] ** 4 * np.sin(x[0])


def names(count):
    return [f"x{number}" for number in range(count)]
