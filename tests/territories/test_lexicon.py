"""The distances to a whole list of names are those to each of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinasec.territories import lexicon
from sinasec.territories.lexicon import Lexicon
from sinasec.territories.names import distance

WORDS = st.text("abcñ", max_size=12)
NAMES = st.lists(st.text("abcñ", min_size=1, max_size=12) | st.just("ab" * 32), unique=True)


@given(
    names=NAMES,
    word=WORDS | st.just("ba" * 32),
    limit=st.integers(0, 70),
    few=st.sampled_from([0, lexicon.FEW]),
)
def test_as_far_as_one_by_one(names, word, limit, few):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(lexicon, "FEW", few)
        _check_as_far(names, word, limit)


def _check_as_far(names, word, limit):
    apart = {name: distance(word, name, limit) for name in names}
    near = {name: far for name, far in apart.items() if far <= limit}
    assert list(Lexicon(names).within(word, limit).items()) == list(near.items())


@pytest.mark.parametrize("name", ["", "a" * 65])
def test_a_name_of_no_letters_or_too_many_is_refused(name):
    with pytest.raises(ValueError, match="between 1 and 64"):
        Lexicon([name])
