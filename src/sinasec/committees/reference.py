"""The tables of the database and what every installation knows: territory and committees."""

from typing import Any, Final

from django.core.management import call_command
from django.db import transaction

from sinasec.cli.steps import step
from sinasec.committees.loading import load_committees
from sinasec.database_state import (
    NEWER,
    Migrations,
    asking,
    check_not_restoring,
    migrations,
    publications_here,
    refused,
    unprepared,
)
from sinasec.publications.home import sinasec_home
from sinasec.records.append_only import configs
from sinasec.records.chain import begin
from sinasec.records.clock import in_turn
from sinasec.secret_key import keep_key
from sinasec.territories.loading import load_reference

FIRST_LINK: Final = "records.0001_initial"  # the migration that makes the table of the chain


def prepare() -> dict[str, Any]:
    """Bring tables and reference data to this program. Run again, it changes nothing.

    Returns the migrations that were missing and the counts of units and committees. Raises
    NotPrepared, among others for a database of a newer program, and for one that was lost or half
    restored: nothing is begun anew beside what was published.
    """
    check_not_restoring()
    with asking(as_owner=True):
        home = sinasec_home()
        home.mkdir(parents=True, exist_ok=True)
        missing = _missing().pending
        keep_key(home)
        with step("Base de datos"):
            call_command("migrate", verbosity=0, interactive=False)
            if FIRST_LINK in missing:
                _link_what_is_there()
        with step("Territorio y comités"):
            done = {"units": load_reference(), "committees": load_committees()}
    return {"migrations": list(missing), **done}


def _link_what_is_there() -> None:
    """An earlier program kept no chain of what was registered.

    Only when its table is made: later, what no link holds was put there by somebody else.
    """
    with transaction.atomic():
        in_turn()
        for config in configs():
            begin(config.label)


def _missing() -> Migrations:
    published = bool(publications_here())
    found = migrations(new=not published)
    if published and not found.applied:
        raise unprepared()
    if found.unknown:
        raise refused(NEWER, ", ".join(found.unknown))
    return found
