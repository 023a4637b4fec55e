"""What a dictionary said before: a package made then is made again with its own words.

The words are inside `datapackage.json`, which is signed, so whoever changes one keeps the former.
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

Former: TypeAlias = Mapping[str, Mapping[str, tuple[str, ...]]]  # table, column, words


def words_of(
    table: str,
    described: Mapping[str, str],
    resource: Mapping[str, Any] | None,
    before: Former,
) -> dict[str, str]:
    """The words of each column: those of today, or those of before that its resource has.

    `resource`: the table's entry in `datapackage.json`; None where it has none. `before`: those of
    the kind of publication.
    """
    said = _said(resource)
    former = before.get(table, {})
    return {
        column: said[column] if said.get(column) in former.get(column, ()) else words
        for column, words in described.items()
    }


def _said(resource: Mapping[str, Any] | None) -> dict[Any, Any]:
    fields = resource.get("schema", {}).get("fields", []) if resource else []
    return {field.get("name"): field.get("description") for field in fields}
