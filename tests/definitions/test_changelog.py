"""The change log speaks of the definitions there are, and of every day on which the law changed."""

import re
from datetime import date

from sinasec.definitions import library, load
from sinasec.methods.words import MONTHS

TEXT = load().files["CHANGELOG.md"]


def days_told() -> set[date]:
    headings = re.findall(r"^## (\d+) de (\w+) de (\d{4})", TEXT, flags=re.MULTILINE)
    return {date(int(year), MONTHS.index(month) + 1, int(day)) for day, month, year in headings}


def test_no_day_is_told_on_which_no_wording_starts():
    """That each has its entry, `sinasec check` says."""
    starts = {version.start for duty in load().duties for version in duty.versions}
    assert days_told() == starts


def test_every_duty_named_exists():
    named = set(re.findall(r"`([a-z]+(?:-[a-z]+)*)`", TEXT))
    assert named <= {duty.code for duty in load().duties}


def test_every_norm_of_a_wording_is_in_the_log_by_its_number():
    cited = {version.norm.id for duty in load().duties for version in duty.versions}
    missing = [norm for norm in cited if norm.split("-IN")[0].split()[-1] not in TEXT]
    assert missing == []
    assert cited <= set(library().norms)
