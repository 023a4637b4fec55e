"""A counted rate can be recounted from what stands beside it, in the page, the CSV and the API."""

import re
from html import unescape
from pathlib import Path

import pytest

from sinasec.publications import catalogue
from sinasec.risk.published import reading
from sinasec.risk.published.result_tables import RATES
from sinasec.web.risk.api.answers import RateRow
from tests.package_rows import table

UNITS = ("150101", "150102", "070101")


def figure(text: str) -> float:
    return float(re.sub(r"[^0-9,.-]", "", text.replace("\u2212", "-")).replace(",", "."))


def rates_of(client, unit) -> list[dict[str, str]]:
    """Each row of the table: what a cell is -> its text, up to the first mark inside it."""
    text = unescape(client.get(f"/riesgo/distrito/{unit}/").content.decode())
    body = text.split('<h2 id="tasas">')[1].split("</table>")[0].split("<tbody>")[1]
    cells = re.compile(r'data-c="([^"]+)">([^<]*)(?:<span>([^<]*)</span>)?')
    return [
        {name: value for name, value, _ in cells.findall(row)}
        | {f"{name}, debajo": under for name, _, under in cells.findall(row)}
        for row in body.split("</tr>")[:-1]
    ]


@pytest.mark.parametrize("unit", UNITS)
def test_page_csv_and_api_give_what_a_rate_is_counted_from(index, client, unit):
    per = reading.edition(index).rate_per
    told = [row for row in table(Path(catalogue.folder(index)), "tasas") if row["unit"] == unit]
    api = client.get(f"/api/v1/riesgo/distritos/{unit}").json()["rates"]
    assert len(told) == len(api) > 0
    for row, said, shown in zip(told, api, rates_of(client, unit), strict=True):
        events, exposure = float(row["events"]), float(row["exposure"])
        assert per * events / exposure == pytest.approx(float(row["raw"]))
        assert said["exposure"] == pytest.approx(exposure)
        assert said["months"] == int(row["months"])
        assert said["toward"] == pytest.approx(float(row["toward"]))
        ends = sorted((float(row["raw"]), float(row["toward"])))
        assert ends[0] <= float(row["smoothed"]) <= ends[1]
        assert figure(shown["Hacia"]) == pytest.approx(float(row["toward"]), abs=0.06)
        lived = figure(shown["Habitantes-año"])
        assert lived == pytest.approx(exposure, abs=0.5)
        assert figure(shown["Contada"]) == pytest.approx(per * events / lived, abs=0.1)
        assert figure(shown["Habitantes-año, debajo"]) == int(row["months"])


def test_the_dictionary_says_that_months_are_taken_out():
    assert "no cubiertos" in RATES.describes["exposure"]
    assert RateRow.model_fields["exposure"].description == RATES.describes["exposure"]
