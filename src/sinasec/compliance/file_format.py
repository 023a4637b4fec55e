"""The formats in which what was registered is written, from the name of the file."""

from pathlib import Path

from sinasec.translation import gettext as _


class UnknownFormat(ValueError):
    """The name of the file does not say a format that can be written."""


def check_format(path: Path) -> str:
    """ ".csv" or ".xlsx", from the name of the file. Raises UnknownFormat."""
    suffix = path.suffix.lower()
    if suffix not in (".csv", ".xlsx"):
        raise UnknownFormat(_("«{name}» debe terminar en .csv o .xlsx.").format(name=path.name))
    return suffix
