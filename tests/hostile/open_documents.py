"""OpenDocument sheets (.ods) whose repeats mean more than they say."""

from collections.abc import Callable
from functools import cache

from tests.hostile.kinds import Family
from tests.hostile.zips import lies, zipped

SHEET = Family("ods", ".ods")
_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
    for prefix in ("office", "table", "text")
)
_ERRORS = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'


def ods(rows: str, *, spaces: str = _SPACES, before: str = "", name: str = "Actos") -> bytes:
    """A book of one sheet with these rows."""
    body = (
        f'<?xml version="1.0"?>{before}<office:document-content {spaces}><office:body>'
        f'<office:spreadsheet><table:table table:name="{name}">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": body.encode(),
            "META-INF/manifest.xml": b"<manifest/>",
        }
    )


@cache
def good() -> bytes:
    return ods(row(*("Comité", "Clase de acto", "Fecha", "Documento")))


def row(*texts: str, repeat: str = "") -> str:
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in texts
    )
    return f"<table:table-row {repeat}>{cells}</table:table-row>"


def cell(said: str, inside: str = "", times: str = "") -> str:
    made = f"<table:table-cell {said}>{inside}</table:table-cell>"
    return f"<table:table-row {times}>{made}</table:table-row>"


_ACROSS = 'table:number-columns-repeated="{}"'
_DOWN = 'table:number-rows-repeated="{}"'
_VALUE = 'office:value-type="float" office:value="1"'
_LONG = "<text:p>" + "a" * 100_000 + "</text:p>"

_KINDS: dict[str, Callable[[], bytes]] = {
    "sheet-name-of-megabytes": lambda: ods(
        row("Comité", "Clase de acto", "Fecha", *(f"x{n}" for n in range(9_000))),
        name="n" * 500_000,
    ),
    "repeats-vast": lambda: ods(
        cell(f"{_VALUE} {_ACROSS.format(16384)}", times=_DOWN.format(1048576))
    ),
    "repeats-beyond": lambda: ods(cell(f"{_VALUE} {_ACROSS.format(9 * 10**18)}")),
    "repeats-of-digits": lambda: ods(cell(f"{_VALUE} {_ACROSS.format('9' * 5000)}")),
    "repeats-negative": lambda: ods(cell(f"{_VALUE} {_ACROSS.format(-1)}")),
    "repeats-before-value": lambda: ods(
        f"<table:table-row><table:table-cell {_ACROSS.format(999_999_999)}/>"
        f"<table:table-cell {_VALUE}/></table:table-row>"
    ),
    "rows-before-value": lambda: ods(
        f"<table:table-row {_DOWN.format(999_999_999)}/>" + cell(_VALUE)
    ),
    "repeats-without-type": lambda: ods(
        cell(f'office:value="1" {_ACROSS.format(16384)}', times=_DOWN.format(1048576))
    ),
    "formula-far": lambda: ods(
        cell(f'table:formula="of:=1" {_ACROSS.format(16384)}', times=_DOWN.format(1048576))
    ),
    "covered-vast": lambda: ods(
        f"<table:table-row {_DOWN.format(1048576)}><table:covered-table-cell {_VALUE} "
        f"{_ACROSS.format(16384)}/></table:table-row>"
    ),
    "spanned-vast": lambda: ods(
        cell(
            f'{_VALUE} table:number-columns-spanned="999999999" '
            'table:number-rows-spanned="999999999"'
        )
    ),
    "text-repeated": lambda: ods(
        cell(f'office:value-type="string" {_ACROSS.format(1000)}', _LONG, _DOWN.format(1000))
    ),
    "attribute-repeated": lambda: ods(
        cell(
            f'office:string-value="{"a" * 100_000}" {_ACROSS.format(1000)}', "", _DOWN.format(1000)
        )
    ),
    "spaces": lambda: ods(
        cell('office:value-type="string"', '<text:p><text:s text:c="2000000000"/></text:p>')
    ),
    "spaces-many": lambda: ods(
        cell(
            'office:value-type="string"',
            "<text:p>" + '<text:s text:c="9999"/>' * 2_000 + "</text:p>",
        )
    ),
    "other-namespaces": lambda: ods(
        cell(f"{_VALUE} {_ACROSS.format(16384)}", times=_DOWN.format(1048576)),
        spaces=_SPACES.replace("oasis", "otra"),
    ),
    "nested-tables": lambda: ods(
        f"<table:table-row {_DOWN.format(1048576)}>"
        f"<table:table-cell {_VALUE} {_ACROSS.format(9999)}>"
        "<table:table/></table:table-cell></table:table-row>"
    ),
    "hidden-rows-often": lambda: ods(
        f'<table:table-row table:visibility="collapse" {_DOWN.format(1048576)}/>' * 20_000
    ),
    "hidden-columns-often": lambda: ods(
        f'<table:table-column table:visibility="filter" {_ACROSS.format(9999999)}/>' * 20_000
        + cell(_VALUE)
    ),
    "errors-vast": lambda: ods(
        cell(
            f'calcext:value-type="error" {_ACROSS.format(16384)}',
            "<text:p>#REF!</text:p>",
            _DOWN.format(1048576),
        ),
        spaces=f"{_SPACES} {_ERRORS}",
    ),
    "errors-as-many-as-may-be": lambda: ods(
        cell(
            f'calcext:value-type="error" {_ACROSS.format(1000)}',
            "<text:p>#REF!</text:p>",
            _DOWN.format(1500),
        ),
        spaces=f"{_SPACES} {_ERRORS}",
    ),
    "doctype": lambda: ods("", before='<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
    "deep": lambda: ods("<text:p>" * 200_000 + "</text:p>" * 200_000),
    "attributes-million": lambda: ods(
        "<table:table-row " + " ".join(f'a{n}=""' for n in range(60_000)) + "/>"
    ),
    "dates-odd": lambda: ods(
        "".join(
            cell(f'office:value-type="date" office:date-value="{day}"')
            for day in ("9999999-13-45", "0000-00-00", "-5000-01-01", "2025-02-31", "x" * 5_000)
        )
    ),
    "numbers-odd": lambda: ods(
        "".join(
            cell(f'office:value-type="float" office:value="{value}"')
            for value in ("1e999", "nan", "-inf", "9" * 5_000)
        )
    ),
    "number-no-number": lambda: ods(cell('office:value-type="float" office:value="0x10"')),
    "error-cells": lambda: ods(
        cell('office:value-type="string"', "<text:p>#REF!</text:p>") * 5_000
    ),
}

for _name, _make in _KINDS.items():
    SHEET.add(_name, _make)
for _name, _make in lies(good, "content.xml").items():
    SHEET.add(_name, _make)
