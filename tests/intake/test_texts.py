"""The one spelling of what people write, and what cannot be kept."""

import pytest

from sinasec.intake.texts import UnusableText, clean_text, is_link

LINK = "https://ejemplo.pe/"


@pytest.mark.parametrize("letter", ["a", "ñ"])
def test_a_text_of_ten_thousand_letters_is_the_longest(letter):
    assert clean_text(letter * 10_000) == letter * 10_000
    with pytest.raises(UnusableText, match="10000 letras"):
        clean_text(letter * 10_001)


@pytest.mark.parametrize("letter", ["\x00", "\x1b", "\ud800", "\uffff"])
def test_what_no_page_can_show_is_refused(letter):
    with pytest.raises(UnusableText, match="no se pueden leer"):
        clean_text(f"Acta {letter}")


def test_one_text_has_one_spelling():
    assert clean_text(" Revisio\u0301n\r\n2\r") == "Revisi\u00f3n\n2"


def test_a_link_of_two_thousand_letters_is_the_longest():
    assert is_link(LINK.ljust(2_000, "a"))
    assert not is_link(LINK.ljust(2_001, "a"))


@pytest.mark.parametrize("text", ["javascript:alert(1)", "a.pe", "https://x", "https://a.b c"])
def test_what_is_no_address_of_the_web(text):
    assert not is_link(text)
