"""How a place in a norm is written."""

import pytest

from sinasec.methods.law import Norm


@pytest.mark.parametrize(
    ("article", "where"),
    [
        ("32.1.a", "art. 32.1.a"),
        ("32-A y 82", "arts. 32-A y 82"),
        ("17.g, 23.h y 28.g", "arts. 17.g, 23.h y 28.g"),
        ("77, segundo párrafo", "art. 77, segundo párrafo"),
        ("numeral 7.4.1", "numeral 7.4.1"),
        ("Primera Disposición Complementaria Transitoria",) * 2,
    ],
)
def test_an_article_is_written_as_people_write_it(article, where):
    assert Norm("DS 011-2014-IN", article, "").where == where
    assert Norm("DS 011-2014-IN", article, "").cited == f"DS 011-2014-IN, {where}"
