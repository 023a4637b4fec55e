"""Every hostile file, for whoever wants to try them at a door."""

from collections.abc import Collection

from tests.hostile import (
    laws,
    maps,
    old_workbooks,
    open_documents,
    publications,
    texts,
    workbooks,
)
from tests.hostile.kinds import Family, HostileFile

FAMILIES: tuple[Family, ...] = (
    workbooks.BOOK,
    open_documents.SHEET,
    old_workbooks.OLD,
    texts.CSV,
    texts.PACKED,
    texts.PARQUET,
    maps.MAP,
    laws.LAW,
    publications.PACKAGE,
)


def hostile_files(families: Collection[str] = ()) -> tuple[HostileFile, ...]:
    """All the files, or those of some families: `xlsx`, `ods`, `xls`, `csv`, `packed` (a CSV in
    a .zip or .gz), `parquet`, `map`, `law` (YAML) and `package` (a publication in a .zip).

    Each makes its bytes when asked (`file.make()`), always the same ones: from some bytes to some
    tens of MB. `file.name` has the suffix with which a person would send it, and is not repeated
    within a family. None is harmful to keep; what they may do is to whoever reads them.
    """
    return tuple(
        file
        for family in FAMILIES
        if not families or family.name in families
        for file in family.files
    )
