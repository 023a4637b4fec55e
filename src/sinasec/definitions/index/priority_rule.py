"""The rule of the yearly list of priority districts, parsed once from `priorizados.yaml`."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from sinasec.definitions.documents import Document, read_document
from sinasec.definitions.faults import DefinitionFault, DefinitionFaults
from sinasec.definitions.loading import text_of
from sinasec.definitions.schema_faults import schema_faults
from sinasec.methods.risk.priority import PriorityRule

HERE: Final = Path(__file__).parent
RULE: Final = "priorizados.yaml"
SCHEMA: Final = HERE / "schema" / "priority-rule.schema.json"


@cache
def priority_rule() -> PriorityRule:
    """The rule that comes with the product, read once. Raises DefinitionFaults."""
    return rule_from(rule_text())


def rule_text() -> str:
    """The rule as it is written, to be kept with the acts that apply it."""
    return text_of(HERE / RULE)


def rule_from(text: str) -> PriorityRule:
    """The rule in this text. Raises DefinitionFaults with every fault and its line."""
    document = read_document(text, RULE)
    if faults := rule_faults(document):
        raise DefinitionFaults(faults)
    return _rule(document.value)


def rule_faults(document: Document) -> list[DefinitionFault]:
    if found := schema_faults(document, SCHEMA):
        return found
    if document.value["border_from"] >= document.value["enter_from"]:
        message = "la frontera empieza por debajo de la probabilidad con que se entra."
        return [document.fault(("border_from",), message)]
    return []


def _rule(spec: Mapping[str, Any]) -> PriorityRule:
    return PriorityRule(
        code=spec["code"],
        title=spec["title"],
        ejemplo=spec["ejemplo"],
        norm=f"{spec['norm']['id']}, art. {spec['norm']['article']}",
        norm_url=spec["norm"].get("url", ""),
        start=spec["from"],
        duty=spec["duty"],
        says=spec["says"],
        choice=spec["choice"],
        enter_from=float(spec["enter_from"]),
        border_from=float(spec["border_from"]),
        border_needs_reason=spec["border_needs_reason"],
        exclude_needs_reason=spec["exclude_needs_reason"],
        reason_letters=spec["reason_letters"],
        reasons=spec["reasons"],
        index_years=spec["index_years"],
        index_age=spec["index_age"],
        without_information=spec["without_information"],
        bonus_points=spec["bonus_points"],
    )
