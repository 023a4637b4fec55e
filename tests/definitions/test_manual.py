"""The page that teaches how to write a duty is held to what the reader accepts."""

import re
from pathlib import Path

from sinasec.definitions.checking import check
from sinasec.definitions.schema_faults import validator

PAGE = (Path(__file__).parents[2] / "docs" / "definiciones.md").read_text(encoding="utf-8")


def test_the_example_of_the_page_has_no_fault(tmp_path):
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)
    draft = tmp_path / "ejemplo.yaml"
    draft.write_text(example, encoding="utf-8")
    report = check(draft)
    assert report.faults == ()
    assert report.cases == 1


def test_the_page_names_every_key_of_a_duty():
    told = set(re.findall(r"`(\w+)`", PAGE))
    assert set(validator().schema["properties"]) - {"order"} <= told
