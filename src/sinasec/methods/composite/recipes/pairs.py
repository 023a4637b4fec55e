"""Steps that mean nothing together: a treatment that loses the zero, a scale that measures from it.

A treatment leaves a column as it is, brings its ends in, or changes its scale:

- winsorising gives values the column already had: zero, unit and ratios stay;
- the logarithm of z = x - min + 0.01 (max - min) has no zero of its own, and another unit of
  measure only moves it: log(c z) = log c + log z;
- Box-Cox, of z / (max - min), is in no unit at all.

A normalisation that looks at differences or at the order alone (minmax, distance_to_max, zscore,
rank, percentile, borda) is the same after any of them. `fraction_of_max` divides by a value that is
measured from zero, and `goalposts` compares with two values in the indicator's own unit: after a
change of scale the first depends on the unit of measure, and the second compares different things.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sinasec.methods.composite.audits.factors import Factor
from sinasec.methods.composite.faults import RecipeFault
from sinasec.methods.composite.recipes.steps import Steps, Treat

FROM_ZERO: Final = ("fraction_of_max", "goalposts")  # they read the zero or the unit of a column
RESCALING: Final = ("log", "box_cox")  # treatments that keep neither


def pair_faults(
    steps: Steps, factors: Sequence[Factor], places: Mapping[str, int]
) -> Iterator[RecipeFault]:
    """A fault for each place that asks `FROM_ZERO` of what may come rescaled.

    What the recipe says and what its factors may put instead are taken together: a draw may join
    any of them. `places`: where each step stands in the list that someone wrote, from 1.
    """
    rescaling = [each for each in _fallbacks(steps, factors) if each in RESCALING]
    if rescaling:
        for where, method in _methods(steps, factors, places):
            if method in FROM_ZERO:
                yield RecipeFault(where, _sentence(method, rescaling[0]))


def _fallbacks(steps: Steps, factors: Sequence[Factor]) -> list[Any]:
    """What a treatment may fall back on; a factor that touches it makes one where there is none."""
    drawn = [each for each in factors if each.step == "treat"]
    treat = steps.treat or (Treat() if drawn else None)
    own = [treat.fallback] if treat else []
    return own + [each for one in drawn if one.argument == "fallback" for each in one.options]


def _methods(
    steps: Steps, factors: Sequence[Factor], places: Mapping[str, int]
) -> Iterator[tuple[str, Any]]:
    """Where each normalisation is asked for, and which."""
    where = f"steps[{places['normalise']}]" if "normalise" in places else "normalise"
    general = steps.normalise.scaling.method
    yield f"{where}.method", general
    for code, scaling in steps.normalise.by.items():
        if scaling.method != general:
            yield f"{where}.by.{code}.method", scaling.method
    for number, factor in enumerate(factors, start=1):
        if factor.path == "normalise.method":
            yield from ((f"factors[{number}].options", each) for each in factor.options)


def _sentence(method: str, fallback: str) -> str:
    reads = (
        "divide entre el máximo medido desde cero"
        if method == "fraction_of_max"
        else "compara con postes en la unidad del indicador"
    )
    return (
        f"«{method}» {reads}, y un valor extremo puede llegar en otra escala («treat» con "
        f"fallback: {fallback}), que no tiene ese cero ni esa unidad: ponga fallback: none en "
        "«treat», que solo recorta, o normalice con minmax, zscore, rank o percentile."
    )
