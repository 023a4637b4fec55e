"""From the factors someone wrote to what an analysis may draw, noting every fault."""

from collections.abc import Mapping
from typing import Any, Final, cast

from sinasec.methods.composite.audits.factors import Factor
from sinasec.methods.composite.faults import RecipeFault
from sinasec.methods.composite.recipes.arguments import ARGUMENTS, Number
from sinasec.methods.composite.recipes.items import Faults, items_of

FACTOR_KEYS: Final = (
    "code", "title", "step", "argument", "options", "weights", "spread", "sampling_error",
)  # fmt: skip
SPREAD: Final = Number(0, 0.999)
LEVEL: Final = Number(1, 20, whole=True)


def read_factors(listed: Any, faults: Faults) -> tuple[Factor, ...]:
    """The factors, with the faults of each added to `faults`."""
    factors: list[Factor] = []
    seen: set[str] = set()
    for place, factor in enumerate(items_of(listed, "factors", faults)):
        where = f"factors[{place + 1}]"
        before = len(faults)
        code = factor.get("code")
        if not isinstance(code, str) or not code:
            faults.append(RecipeFault(f"{where}.code", "falta el código del factor."))
        elif code in seen:
            faults.append(RecipeFault(f"{where}.code", f"el código «{code}» ya está."))
        seen.add(str(code))
        faults += [
            RecipeFault(f"{where}.{key}", f"no es parte de un factor: {', '.join(FACTOR_KEYS)}.")
            for key in factor
            if key not in FACTOR_KEYS
        ]
        read = _factor(factor, str(code), where, faults)
        if len(faults) == before and read:
            factors.append(read)
    return tuple(factors)


def _factor(factor: Mapping[str, Any], code: str, where: str, faults: Faults) -> Factor | None:
    title = str(factor.get("title") or code)
    if "step" in factor or "options" in factor:
        return _option(factor, code, title, where, faults)
    if "weights" in factor:
        return _weights(factor, code, title, where, faults)
    if factor.get("sampling_error") is True:
        return Factor(code, title, "sampling")
    words = "diga qué varía: step, argument y options; o weights y spread; o sampling_error: true."
    faults.append(RecipeFault(where, words))
    return None


def _option(
    factor: Mapping[str, Any], code: str, title: str, where: str, faults: Faults
) -> Factor | None:
    step, argument, options = (factor.get(key) for key in ("step", "argument", "options"))
    known = ARGUMENTS.get(str(step), {})
    if argument not in known:
        words = (
            f"«{step}.{argument}» no es un argumento de un paso: {', '.join(known) or 'ninguno'}."
        )
        faults.append(RecipeFault(f"{where}.argument", words))
        return None
    if not isinstance(options, list | tuple) or len(cast("list[Any]", options)) < 2:
        faults.append(RecipeFault(f"{where}.options", "haga una lista de dos opciones o más."))
        return None
    listed = cast("list[Any]", options)
    sentences = [(each, known[str(argument)](each)) for each in listed]
    faults += [RecipeFault(f"{where}.options", said) for _, said in sentences if said]
    return Factor(code, title, "option", str(step), str(argument), tuple(listed))


def _weights(
    factor: Mapping[str, Any], code: str, title: str, where: str, faults: Faults
) -> Factor:
    given = factor["weights"]
    levels = list(cast("list[Any]", given)) if isinstance(given, list | tuple) else [given]
    spread = factor.get("spread", 0.25)
    sentences = [(f"{where}.weights", LEVEL(each)) for each in levels]
    sentences.append((f"{where}.spread", SPREAD(spread)))
    faults += [RecipeFault(place, said) for place, said in sentences if said]
    return Factor(code, title, "weights", levels=tuple(levels), spread=spread)
