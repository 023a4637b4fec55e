"""A recipe's steps as a mapping: what was asked, with every argument that has a say."""

from dataclasses import asdict
from typing import Any, Final

from sinasec.methods.composite.recipes.steps import LAST, Aggregate, Normalise, Scaling, Steps

PLAIN: Final = Scaling()


def written_steps(steps: Steps) -> list[dict[str, Any]]:
    """The steps that are done, in order, each `{"step": name, …arguments}`."""
    return [
        {"step": name, **arguments_of(getattr(steps, name))} for name in (*steps.preparing(), *LAST)
    ]


def arguments_of(step: Any) -> dict[str, Any]:
    """The arguments of one step; those that its method does not look at are left out."""
    if isinstance(step, Normalise):
        by = {code: _scaling(own, step.scaling) for code, own in sorted(step.by.items())}
        return {**_scaling(step.scaling), **({"by": by} if by else {})}
    if isinstance(step, Aggregate):
        return _aggregate(step)
    return asdict(step)


def _scaling(scaling: Scaling, general: Scaling = PLAIN) -> dict[str, Any]:
    """`general`: what an indicator of its own would otherwise take its arguments from."""
    written: dict[str, Any] = {
        "method": scaling.method,
        "low": scaling.low,
        "high": scaling.high,
    }
    moved = any((each.mean, each.sd) != (PLAIN.mean, PLAIN.sd) for each in (scaling, general))
    if moved or scaling.method == "zscore":
        written |= {"mean": scaling.mean, "sd": scaling.sd}
    if scaling.posts:
        written["posts"] = list(scaling.posts)
    return written


def _aggregate(step: Aggregate) -> dict[str, Any]:
    written: dict[str, Any] = (
        {"by_level": list(step.by_level)} if step.by_level else {"method": step.method}
    )
    if step.p != 1.0 or "power" in (step.method, *step.by_level):
        written["p"] = step.p
    return written
