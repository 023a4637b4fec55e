"""The table of acts by which regional councils approved their plans, as it was gathered.

Its dates are of publication; where we read the text of the ordinance (`ordinances_read`), the day
of its approval and its period are those of the text. Only an ordinance that says its period is
taken as the approval of a plan; an *acuerdo*, or an ordinance of which no period is known, is kept
as another act on the plan, with what is known of it: which plan it approves is never guessed.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from sinasec.compliance.entries import ActEntry
from sinasec.compliance.ingest.acts import acts_layout
from sinasec.compliance.ingest.committees import check_existed, committee_of
from sinasec.compliance.ingest.fact_layout import FactLayout
from sinasec.compliance.ingest.ordinances_read import OrdinanceRead, ordinances_read
from sinasec.compliance.ingest.plan_periods import plan_period, years_of
from sinasec.intake import cells
from sinasec.intake.rows.layout import FileRow, RowColumn
from sinasec.intake.words import plain
from sinasec.spreadsheets.faults import CellError
from sinasec.spreadsheets.sheets import Raw

APPROVED: Final = "plan-aprobado"
DATE: Final = "publication_date"
ONE_DAY: Final = timedelta(days=1)
OTHER: Final = "plan-otro-acto"
OPINIONS: Final = {"apto": "apto", "opinion tecnica favorable": "favorable"}


def regional_plans_layout() -> FactLayout:
    """Recognised by its own headers; stored and checked as any act is."""
    acts = acts_layout()
    return FactLayout(
        name="planes-regionales",
        sheet="Planes regionales",
        columns=(
            RowColumn("region", "region", _region, anchor=True),
            RowColumn("instrument", "instrument", cells.text_of, anchor=True),
            RowColumn(DATE, DATE, cells.date_of, anchor=True),
            RowColumn(
                "period", "plan_period_found_in_text", cells.text_of, anchor=True,
                required=False, blank=True,
            ),
            RowColumn("opinion", "technical_opinion_wording", _opinion, required=False, blank=True),
            RowColumn("source_url", "source_url", cells.link_of),
        ),
        build=_entry,
        look=_look,
        check=acts.check,
        store=acts.store,
        new=acts.new,
        notes=acts.notes,
        unread=("legalize_pe_path",),
        offered=False,  # its headings are those of another's table, in English
    )  # fmt: skip


def _region(raw: Raw) -> Any:
    text = cells.text_of(raw)
    return committee_of(text if plain(text).startswith("coresec") else f"CORESEC {text}")


def _opinion(raw: Raw) -> str:
    return cells.choice_of(raw, OPINIONS)


def _look(row: FileRow, today: date) -> None:
    """The day came, and there was such a committee on it."""
    published: date | None = row.values.get(DATE)
    if published is None:
        return
    if published > today:
        row.fault(DATE, "fecha-futura", f"{published:%d/%m/%Y} todavía no llega.")
    try:
        if "region" in row.values:
            check_existed(row.values["region"], published)
    except CellError as error:
        row.fault(DATE, error.code, str(error))


def _entry(row: FileRow, today: date) -> ActEntry | None:
    _look(row, today)
    published: date = row.values[DATE]
    text = ordinances_read().get(row.values.get("source_url", ""))
    period = text.plan if text else plan_period(row.values.get("period", ""))
    approves = period is not None and plain(row.values["instrument"]).startswith("ordenanza")
    return ActEntry(
        committee=row.values["region"].code,
        kind=APPROVED if approves else OTHER,
        date=text.approved_on if text else published,
        attributes=_attributes(row.values, period, published, approves=approves)
        | (_read_in(text, published, approves=approves) if text else {}),
        evidence_url=row.values["source_url"],
    ).clean()


def _attributes(
    values: Mapping[str, Any], period: str | None, published: date, *, approves: bool
) -> dict[str, Any]:
    known: dict[str, Any] = {
        "instrumento": values["instrument"],
        "fecha_es": "publicación",
        "opinion": values.get("opinion", ""),
        "plan": period or "",
    }
    if approves and period:
        # A plan rules from the day after it is published (Ley 27867, art. 42), unless its text says
        # another, and not outside its own years.
        first, last = years_of(period)
        known["valid_from"] = max(published + ONE_DAY, date(first, 1, 1)).isoformat()
        known["valid_to"] = date(last, 12, 31).isoformat()
    return known


def _read_in(text: OrdinanceRead, published: date, *, approves: bool) -> dict[str, Any]:
    said = {
        "fecha_es": "aprobación",
        "publicado": published.isoformat(),
        "validado": _iso(text.validated_on),
        "deja_sin_efecto": text.replaces,
        "eficacia_anticipada": _iso(text.earlier_effect),
    }
    return said | ({"valid_from": _iso(text.rules_from)} if approves and text.rules_from else {})


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
