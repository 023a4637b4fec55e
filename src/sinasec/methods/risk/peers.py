"""Districts of the same kind of municipality, to compare a district with."""

from collections.abc import Sequence

import polars as pl

from sinasec.methods.risk.editions.edition import Peer
from sinasec.methods.risk.frames import PEERS


def peer_of(peers: Sequence[Peer]) -> pl.Expr:
    """Code of the kind of each district, from `capital` and `population`; null when not known."""
    found = pl.lit(None, pl.String)
    for peer in reversed(peers):
        inside = pl.col("capital") == pl.lit(peer.capital)
        if peer.start is not None:
            inside &= pl.col("population") >= peer.start
        if peer.below is not None:
            inside &= pl.col("population") < peer.below
        found = pl.when(inside).then(pl.lit(peer.code)).otherwise(found)
    return found


def peers_table(peers: Sequence[Peer], districts: pl.DataFrame) -> pl.DataFrame:
    """PEERS: how many evaluated districts are of each kind."""
    evaluated = districts.filter(pl.col("state") == "evaluado")
    counts = dict(evaluated.group_by("peer").len().iter_rows())
    rows = [(peer.code, peer.name, counts.get(peer.code, 0)) for peer in peers]
    return pl.DataFrame(rows, schema=PEERS, orient="row")
