"""What a person wrote is saved as text, whatever it begins with."""

import csv
import io

from sinasec.publications.models import Publication
from sinasec.web.csv_answer import csv_answer


def read(*rows, simulated=False):
    answer = csv_answer(("name", "value"), rows, Publication(pk="P", simulated=simulated))
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_no_text_runs_as_a_formula():
    assert read(('=HYPERLINK("x")', -1.5))[1] == ['\'=HYPERLINK("x")', "-1.5", "P", ""]


def test_yes_and_no_are_written_as_in_the_package():
    assert [row[1] for row in read(("a", True), ("b", False))[1:]] == ["true", "false"]


def test_what_is_not_known_is_empty_and_every_row_says_its_publication():
    head, row = read(("Robo", None), simulated=True)
    assert head == ["name", "value", "publicacion", "simulado"]
    assert row == ["Robo", "", "P", "SIMULADO"]
