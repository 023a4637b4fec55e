"""From a mapping someone wrote to steps and factors, noting every fault."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, Final, cast

from sinasec.methods.composite.factors import Factor
from sinasec.methods.composite.faults import RecipeFault
from sinasec.methods.composite.recipe_arguments import ARGUMENTS, SCALING, Check, Number
from sinasec.methods.composite.recipe_steps import (
    Aggregate,
    Denominate,
    Impute,
    Normalise,
    Rank,
    Scaling,
    Screen,
    Steps,
    Treat,
    Weight,
)

Faults = list[RecipeFault]

PLAIN: Final[dict[str, Any]] = {
    "screen": Screen,
    "impute": Impute,
    "denominate": Denominate,
    "treat": Treat,
    "weight": Weight,
    "rank": Rank,
}
FACTOR_KEYS: Final = (
    "code", "title", "step", "argument", "options", "weights", "spread", "sampling_error",
)  # fmt: skip
SPREAD: Final = Number(0, 0.999)
LEVEL: Final = Number(1, 20, whole=True)


def read_steps(listed: Any, faults: Faults) -> Steps:
    """The steps, with the faults of each added to `faults`."""
    order = [each.name for each in fields(Steps)]
    done: dict[str, Any] = {}
    last = -1
    for place, step in enumerate(_list_of_mappings(listed, "steps", faults)):
        where = f"steps[{place + 1}]"
        name = step.get("step")
        if name not in order:
            words = f"el paso debe ser uno de {', '.join(order)}, y dice «{name}»."
            faults.append(RecipeFault(where, words))
            continue
        if name in done:
            faults.append(RecipeFault(where, f"el paso «{name}» ya está."))
            continue
        if order.index(name) < last:
            before = order[last]
            words = f"«{name}» va antes de «{before}»: el orden es {', '.join(order)}."
            faults.append(RecipeFault(where, words))
        last = max(last, order.index(name))
        done[name] = _step(name, step, where, faults)
    return Steps(**{name: step for name, step in done.items() if step is not None})


def _step(name: str, step: Mapping[str, Any], where: str, faults: Faults) -> Any:
    arguments = {key: value for key, value in step.items() if key != "step"}
    before = len(faults)
    checked(arguments, ARGUMENTS[name], where, faults)
    own = {} if name != "normalise" else _own(arguments.get("by"), where, faults)
    if len(faults) > before:
        return None
    if name == "normalise":
        return _normalise(arguments, own)
    if name == "aggregate":
        return _aggregate(arguments)
    return PLAIN[name](**arguments)


def checked(
    arguments: Mapping[str, Any], checks: Mapping[str, Check], where: str, faults: Faults
) -> None:
    """Add to `faults` what is unknown or does not serve among `arguments`."""
    for name, value in arguments.items():
        check = checks.get(name)
        sentence = (
            check(value) if check else f"no es un argumento de este paso: {', '.join(checks)}."
        )
        if sentence:
            faults.append(RecipeFault(f"{where}.{name}", sentence))


def _own(by: Any, where: str, faults: Faults) -> dict[str, Any]:
    """The scalings of single indicators, checked; not yet joined with the general one."""
    if not isinstance(by, Mapping):
        return {}
    own = cast("Mapping[str, Any]", by)
    for code, arguments in own.items():
        inner = f"{where}.by.{code}"
        if isinstance(arguments, Mapping):
            checked(cast("Mapping[str, Any]", arguments), SCALING, inner, faults)
        else:
            faults.append(RecipeFault(inner, "debe llevar argumentos («method: rank»)."))
    return dict(own)


def _normalise(arguments: Mapping[str, Any], own: Mapping[str, Any]) -> Normalise:
    general = replace(Scaling(), **_scaling({k: v for k, v in arguments.items() if k != "by"}))
    by = {code: replace(general, **_scaling(each)) for code, each in own.items()}
    return Normalise(general, by)


def _scaling(arguments: Mapping[str, Any]) -> dict[str, Any]:
    posts = arguments.get("posts")
    return {**arguments, **({"posts": (float(posts[0]), float(posts[1]))} if posts else {})}


def _aggregate(arguments: Mapping[str, Any]) -> Aggregate:
    by_level = tuple(arguments.get("by_level", ()))
    rest = {key: value for key, value in arguments.items() if key != "by_level"}
    return Aggregate(by_level=by_level, **rest)


def read_without(listed: Any, faults: Faults) -> tuple[str, ...]:
    """The codes of the elements that the recipe leaves out."""
    if listed is None:
        return ()
    if isinstance(listed, list | tuple):
        codes = cast("list[Any]", listed)
        if all(isinstance(code, str) for code in codes):
            return tuple(codes)
    faults.append(RecipeFault("without", "debe ser una lista de códigos de elementos."))
    return ()


def read_factors(listed: Any, faults: Faults) -> tuple[Factor, ...]:
    """The factors, with the faults of each added to `faults`."""
    factors: list[Factor] = []
    seen: set[str] = set()
    for place, factor in enumerate(_list_of_mappings(listed, "factors", faults)):
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


def _list_of_mappings(listed: Any, where: str, faults: Faults) -> list[Mapping[str, Any]]:
    if listed is None:
        return []
    if not isinstance(listed, list | tuple):
        faults.append(RecipeFault(where, "debe ser una lista (cada elemento empieza con «-»)."))
        return []
    items = list(cast("list[Any]", listed))
    wrong = [place for place, each in enumerate(items) if not isinstance(each, Mapping)]
    faults += [
        RecipeFault(f"{where}[{place + 1}]", "debe llevar «clave: valor».") for place in wrong
    ]
    return [each for each in items if isinstance(each, Mapping)]
