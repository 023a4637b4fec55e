"""A sentence for each row, made of what its cells say.

Not with `pl.format`: it panics on text that a filter or a join left in chunks (Polars issue 25339).
"""

import polars as pl


def sentence(template: str, *parts: pl.Expr | str) -> pl.Expr:
    """`template` with each `{}` taken by a part (a column's name or an expression), in order.

    A part that is null leaves its place empty.
    """
    pieces = template.split("{}")
    if len(pieces) != len(parts) + 1:
        raise ValueError(f"«{template}» tiene {len(pieces) - 1} lugares para {len(parts)} datos.")
    woven: list[pl.Expr] = [pl.lit(pieces[0])]
    for part, after in zip(parts, pieces[1:], strict=True):
        given = pl.col(part) if isinstance(part, str) else part
        woven += [given.cast(pl.String), pl.lit(after)]
    return pl.concat_str(woven, ignore_nulls=True)
