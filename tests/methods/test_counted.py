"""What acts say, each distinct text read once, is what each of them says."""

from datetime import date

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from sinasec.methods.compliance.counted import counted_by_kind
from sinasec.methods.compliance.ledger import attribute
from tests.methods.laws import committees

CODES = ("CODISEC-150102", "COPROSEC-1501", "CODISEC-999999")
ACTS = st.tuples(
    st.sampled_from(CODES), st.sampled_from(["sesion", "plan"]), st.sampled_from([None, "1", "2"])
)


def said(value: str | None) -> str:
    return "{}" if value is None else f'{{"plan":"{value}"}}'


@given(st.lists(ACTS, max_size=8))
def test_each_act_says_its_own(acts: list[tuple[str, str, str | None]]) -> None:
    units = committees(*CODES[:2]).sort("committee").with_row_index("c")
    rows = [
        (f"a{n}", code, kind, date(2024, 1, 1), said(value))
        for n, (code, kind, value) in enumerate(acts)
    ]
    columns = ("act_id", "committee", "kind", "date", "attributes")
    schema = dict.fromkeys(columns, pl.String) | {"date": pl.Date}
    counted = counted_by_kind(pl.DataFrame(rows, schema=schema, orient="row"), units)
    for kinds, levels in ((["sesion"], None), (["plan", "sesion"], ["CODISEC"]), (["otro"], None)):
        mine = counted.of(kinds, levels)
        told = zip(
            mine["act_id"],
            units["committee"].gather(mine["c"]),
            counted.read(mine, attribute("plan")),
            strict=True,
        )
        expected = [
            (f"a{n}", code, value)
            for n, (code, kind, value) in enumerate(acts)
            if kind in kinds and code in CODES[:2] and (not levels or code.startswith("CODISEC"))
        ]
        assert sorted(told) == sorted(expected, key=lambda one: one[0])
