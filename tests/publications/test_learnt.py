"""What a final publication says was registered after its preliminary, on facts made by hand."""

from datetime import date, datetime, timedelta

import polars as pl

from sinasec.compliance.semaforo.inputs import Inputs
from sinasec.compliance.semaforo.learnt import Learnt, learnt
from sinasec.methods.compliance import frames
from sinasec.publications.packages.readme import SAID
from tests.methods.laws import act, complete, review, waiver

KNEW = datetime.fromisoformat("2026-03-01T12:00")
AFTER = KNEW + timedelta(microseconds=1)
DAY = date(2026, 2, 1)
OTHER = "CORESEC-21"


def inputs(acts=(), reviews=(), waivers=(), completeness=()) -> Inputs:
    return Inputs(
        pl.DataFrame(list(acts), schema=frames.ACTS),
        pl.DataFrame(list(reviews), schema=frames.REVIEWS),
        pl.DataFrame(list(waivers), schema=frames.WAIVERS),
        pl.DataFrame(list(completeness), schema=frames.COMPLETENESS),
        pl.DataFrame(schema=frames.COMMITTEES),
    )


def counts(found: Learnt) -> tuple[int, ...]:
    return tuple(found.counts.values())


def test_what_was_registered_at_that_very_instant_was_known():
    acts = [act("a", DAY, registered=KNEW), act("b", DAY, registered=AFTER)]
    found = learnt(inputs(acts), KNEW)
    assert counts(found) == (1, 0, 0, 0)
    assert found.committees == ("CODISEC-150102",)


def test_a_review_is_of_the_committee_of_its_act_however_old():
    old = act("a", DAY, committee=OTHER, registered=KNEW - timedelta(days=9))
    found = learnt(inputs([old], [review("a", "observed", AFTER)]), KNEW)
    assert (counts(found), found.committees) == ((0, 1, 0, 0), (OTHER,))


def test_each_kind_of_fact_is_counted_and_told():
    given = inputs(
        [act("a", DAY, registered=AFTER), act("b", DAY, committee=OTHER, registered=AFTER)],
        [review("a", "accepted", KNEW)],
        [waiver(DAY, None) | {"registered_at": AFTER}],
        [complete(DAY, DAY) | {"registered_at": AFTER}],
    )
    assert learnt(given, KNEW).words() == (
        "Después de la preliminar se registraron 2 actos, 1 dispensa y 1 constancia, de 2 comités: "
        "CODISEC-150102, CORESEC-21."
    )
    assert "no se registró nada" in learnt(inputs(), KNEW).words()


def test_of_many_committees_ten_are_named_and_the_rest_counted():
    codes = [f"CODISEC-1501{number:02d}" for number in range(2, 14)]
    acts = [act(code, DAY, committee=code, registered=AFTER) for code in codes]
    for number, end in ((10, "de 10 comités: {}."), (12, "de 12 comités: {} y 2 más.")):
        found = learnt(inputs(acts[:number]), KNEW)
        assert found.words().endswith(end.format(", ".join(codes[:10])))
        assert found.committees == tuple(codes[:number])


def test_the_sentence_of_then_is_kept_and_no_other():
    acts = [act("a", DAY, registered=AFTER), act("b", DAY, committee=OTHER, registered=AFTER)]
    then = (
        "Después de la preliminar se registró: 2 actos, de 2 comités: CODISEC-150102, CORESEC-21."
    )
    found = learnt(inputs(acts), KNEW)
    assert found.words() != then
    assert found.as_dict(then)[SAID] == then
    for other in ("", then.replace("2 actos", "3 actos"), "Otra cosa"):
        assert found.as_dict(other)[SAID] == found.words()
    assert learnt(inputs(), KNEW).as_dict("")[SAID] == learnt(inputs(), KNEW).words()
