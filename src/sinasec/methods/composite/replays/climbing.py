"""From normalised indicators to the index, level by level, with the weights of each level."""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sinasec.methods.composite.elements import Element, Tree
from sinasec.methods.composite.faults import CannotBuild
from sinasec.methods.composite.kernels import aggregating, weighting
from sinasec.methods.composite.recipes.steps import Aggregate, Weight

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Climbed:
    """`scores[l]`: (…, U, n) of level l + 1, the normalised indicators first.

    `weights[l]`: (…, n), how the elements of level l + 1 weigh among their siblings (adding up
    to 1 in each family); one less than the levels.
    """

    scores: tuple[Floats, ...]
    weights: tuple[Floats, ...]

    @property
    def index(self) -> Floats:
        """(…, U): the score of the index."""
        return self.scores[-1][..., 0]


def climb(
    values: Floats,
    tree: Tree,
    weight: Weight,
    aggregate: Aggregate,
    multipliers: Sequence[Floats | None] = (),
) -> Climbed:
    """Scores of every level from the normalised (…, U, I).

    `multipliers`: for each level from the indicators up, factors (…, n) on its weights, or None.
    Raises CannotBuild.
    """
    scores, weights = [values], list[Floats]()
    for own, score in _levels(values, tree, weight, aggregate, multipliers):
        level = len(weights)
        weights.append(weighting.shared(own, tree.families[level], len(tree.levels[level + 1])))
        scores.append(score)
    return Climbed(tuple(scores), tuple(weights))


def index_of(
    values: Floats,
    tree: Tree,
    weight: Weight,
    aggregate: Aggregate,
    multipliers: Sequence[Floats | None] = (),
) -> Floats:
    """(…, U): `climb(…).index`, without the shares that nobody will look at."""
    for _, scores in _levels(values, tree, weight, aggregate, multipliers):
        values = scores
    return values[..., 0]


def _levels(
    scores: Floats,
    tree: Tree,
    weight: Weight,
    aggregate: Aggregate,
    multipliers: Sequence[Floats | None],
) -> Iterator[tuple[Floats, Floats]]:
    """Level by level, the weights (…, n) with their factors and the scores (…, U, parents)."""
    for level in range(len(tree.families)):
        own = _weights(scores, tree, level, weight, aggregate)
        factor = multipliers[level] if level < len(multipliers) else None
        if factor is not None:
            own = own * factor
        scores = _scores(scores, own, tree, level, aggregate)
        yield own, scores


def _scores(
    values: Floats, weights: Floats, tree: Tree, level: int, aggregate: Aggregate
) -> Floats:
    method, parents = aggregate.at(level + 1), len(tree.levels[level + 1])
    with _in_domain(tree, level, method):
        return aggregating.aggregated(
            values, weights, tree.families[level], parents, method, aggregate.p
        )


@contextmanager
def _in_domain(tree: Tree, level: int, method: aggregating.Method) -> Generator[None]:
    """Turns values that a mean does not admit into a sentence that names the elements."""
    try:
        yield
    except aggregating.OutOfDomain as outside:
        names = ", ".join(tree.levels[level][place].code for place in outside.places)
        raise CannotBuild(
            f"El promedio «{method}» solo admite valores mayores que cero, y {names} tiene cero o "
            "negativos después de normalizar: normalice a una escala positiva (por ejemplo, low: "
            "1 y high: 100) o use otro promedio."
        ) from outside


def _weights(
    values: Floats, tree: Tree, level: int, weight: Weight, aggregate: Aggregate
) -> Floats:
    elements, family = tree.levels[level], tree.families[level]
    if weight.method == "given":
        return np.array([element.weight for element in elements])
    if weight.method == "equal":
        return np.ones(len(elements))
    method = aggregate.at(level + 1)
    if method != "copeland":  # else the weights would be those of a mean that does not exist
        with _in_domain(tree, level, method):
            aggregating.check_domain(values, aggregating.exponent(method, aggregate.p))
    measure = _measure(weight, aggregate, level)
    found = np.ones((*values.shape[:-2], len(elements)))
    for place, parent in enumerate(tree.levels[level + 1]):
        own = np.flatnonzero(family == place)
        if len(own) > 1:
            found[..., own] = _measured(measure, values[..., own], parent)
    return found


def _measured(measure: Callable[[Floats], Floats], siblings: Floats, parent: Element) -> Floats:
    try:
        return measure(siblings)
    except weighting.CannotWeigh as error:
        raise CannotBuild(
            f"No se pueden calcular los pesos de lo que forma «{parent.code}»: {error}. Use "
            "weight con method: given o equal, impute los datos que faltan o quite ese elemento."
        ) from error


def _measure(weight: Weight, aggregate: Aggregate, level: int) -> Callable[[Floats], Floats]:
    if weight.method == "pca":
        return weighting.principal
    method = aggregate.at(level + 1)
    if method in ("arithmetic", "copeland"):  # Copeland's scores jump: there is nothing to equal
        return weighting.balanced
    return lambda siblings: weighting.balanced(siblings, _mean(method, aggregate.p))


def _mean(method: aggregating.Method, p: float) -> weighting.Aggregate:
    def mean(siblings: Floats, weights: Floats) -> Floats:
        together = np.zeros(siblings.shape[-1], np.intp)
        return aggregating.aggregated(siblings, weights, together, 1, method, p)[..., 0]

    return mean
