"""The XML of a stranger's workbook is told as it is, or refused by its code."""

import pytest

from sinasec.spreadsheets.parts.markup import (
    MOST_ATTRIBUTES,
    MOST_DEPTH,
    MOST_TAG,
    attribute,
    plain,
    read_markup,
)
from sinasec.spreadsheets.unsafe import UnsafeFile


def told(*chunks: bytes) -> list[tuple]:
    said: list[tuple] = []
    read_markup(
        chunks,
        "parte.xml",
        lambda tag, attributes: said.append((tag, *attributes)),
        lambda tag: said.append((f"/{tag}",)),
        lambda text: said.append((repr(text),)),
    )
    return said


def refusal(*chunks: bytes) -> UnsafeFile:
    with pytest.raises(UnsafeFile) as refused:
        read_markup(chunks, "parte.xml", lambda *_: None)
    assert "parte.xml" in str(refused.value)
    return refused.value


def test_elements_attributes_and_text_come_in_order():
    assert told(b'<a x="1" y=', b"'dos'><b/>", "tñ&amp;z</a>".encode()) == [
        ("a", "x", "1", "y", "dos"),
        ("b",),
        ("/b",),
        ("'tñ&z'",),
        ("/a",),
    ]


def test_what_is_not_asked_for_is_not_told():
    tags: list[str] = []
    read_markup([b"<a>uno<b>dos</b></a>"], "p", lambda tag, _: tags.append(tag))
    assert tags == ["a", "b"]


@pytest.mark.parametrize("encoding", ["UTF-8", "utf-8", "US-ASCII"])
def test_utf_8_may_be_declared(encoding):
    assert told(f'<?xml version="1.0" encoding="{encoding}"?><a/>'.encode()) == [("a",), ("/a",)]


@pytest.mark.parametrize(
    ("code", "content"),
    [
        ("danado", b"<a>"),
        ("danado", b"<a></b>"),
        ("danado", b""),
        ("danado", b"<a>\xff</a>"),
        ("danado", b"<a>&nada;</a>"),
        ("dtd", b"<!DOCTYPE a><a/>"),
        ("dtd", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        ("dtd", "<!DOCTYPE a><a/>".encode("utf-16")),
        ("dtd", '<!entity b "c">'.encode("utf-16-be")),
        ("codificacion", "<a/>".encode("utf-16")),
        ("codificacion", "<a/>".encode("utf-16-le")),
        ("codificacion", b'<?xml version="1.0" encoding="latin-1"?><a/>'),
        ("codificacion", b'<?xml version="1.0" encoding="UTF-7"?><a/>'),
        ("alterado", b"<a>" * (MOST_DEPTH + 1)),
        (
            "alterado",
            b"<a " + b" ".join(b'x%d=""' % n for n in range(MOST_ATTRIBUTES + 1)) + b"/>",
        ),
    ],
)
def test_what_is_not_read_is_refused_by_its_code(code, content):
    assert refusal(content).code == code


def test_the_most_that_is_allowed_is_read():
    deep = b"<a>" * MOST_DEPTH + b"</a>" * MOST_DEPTH
    assert len(told(deep)) == 2 * MOST_DEPTH
    names = [b'x%d=""' % n for n in range(MOST_ATTRIBUTES)]
    assert len(told(b"<a " + b" ".join(names) + b"/>")[0]) == 1 + 2 * MOST_ATTRIBUTES


def test_a_tag_that_does_not_end_is_left_before_it_is_looked_at_for_long():
    chunks = iter([b'<a x="', *[b"y" * MOST_TAG] * 50])
    assert refusal(*[next(chunks), next(chunks), next(chunks)]).code == "alterado"
    chunks = iter([b'<a x="', *[b"y" * MOST_TAG] * 50])
    with pytest.raises(UnsafeFile):
        read_markup(chunks, "p", lambda *_: None)
    assert len(list(chunks)) >= 48  # the rest was not asked for


def test_a_name_is_cut_in_the_sentence():
    with pytest.raises(UnsafeFile) as refused:
        read_markup([b"<a>"], "x" * 500, lambda *_: None)
    assert len(str(refused.value)) < 250


@pytest.mark.parametrize(("tag", "name"), [("c", "c"), ("x:c", "c"), ("a:b:c", "c"), ("c:", "")])
def test_a_prefix_says_nothing(tag, name):
    assert plain(tag) == name


@pytest.mark.parametrize(("name", "value"), [("r", "A1"), ("t", "s"), ("A1", None), ("x:r", None)])
def test_an_attribute_is_found_by_its_name_and_not_by_a_value(name, value):
    assert attribute(["r", "A1", "t", "s"], name) == value
