"""From a mapping someone wrote to steps, noting every fault."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final, cast

from sinasec.methods.composite.faults import RecipeFault
from sinasec.methods.composite.recipes.arguments import ARGUMENTS, SCALING, Check
from sinasec.methods.composite.recipes.items import Faults, items_of
from sinasec.methods.composite.recipes.steps import (
    LAST,
    NAMES,
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
    work_order,
)

PLAIN: Final[dict[str, Any]] = {
    "screen": Screen,
    "impute": Impute,
    "denominate": Denominate,
    "treat": Treat,
    "weight": Weight,
    "rank": Rank,
}


def read_steps(listed: Any, faults: Faults) -> Steps:
    """The steps, with the faults of each added to `faults`."""
    done: dict[str, Any] = {}
    for place, step in enumerate(items_of(listed, "steps", faults)):
        where = f"steps[{place + 1}]"
        name = step.get("step")
        if name not in NAMES:
            words = f"el paso debe ser uno de {', '.join(NAMES)}, y dice «{name}»."
            faults.append(RecipeFault(where, words))
            continue
        if name in done:
            faults.append(RecipeFault(where, f"el paso «{name}» ya está."))
            continue
        if sentence := _out_of_place(name, list(done)):
            faults.append(RecipeFault(where, sentence))
        done[name] = _step(name, step, where, faults)
    return Steps(
        **{name: step for name, step in done.items() if step is not None},
        order=work_order(list(done)),
    )


def _out_of_place(name: str, before: list[str]) -> str:
    """Why a step means nothing after those `before` it, "" when it means something."""
    if name == "screen" and before:
        return (
            f"«screen» va primero, y está después de «{before[0]}»: cuenta los datos que trae la "
            "tabla, antes de tocarlos."
        )
    if name == "denominate" and "treat" in before:
        return (
            "«denominate» va antes de «treat»: dividir lo que ya se recortó o pasó a logaritmo no "
            "mide nada."
        )
    later = [each for each in before if each in LAST and NAMES.index(each) > NAMES.index(name)]
    if later:
        return f"«{name}» va antes de «{later[0]}»: lo que sigue se hace con su resultado."
    return ""


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
