"""Templates are read and compared line by line: one block element a line."""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "src" / "sinasec" / "web" / "templates"
BLOCKS = (
    "article|aside|caption|dd|details|div|dl|dt|fieldset|figure|footer|form|h[1-6]|header|legend|li|"
    "main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
OPENED = re.compile(rf"<(?:{BLOCKS})\b")


@pytest.mark.parametrize(
    "path", sorted(FOLDER.rglob("*.html")), ids=lambda path: path.relative_to(FOLDER).as_posix()
)
def test_no_line_begins_two_blocks(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    crowded = [number for number, line in enumerate(lines, 1) if len(OPENED.findall(line)) > 1]
    assert crowded == []
