"""Who may do what, and where: one table, asked the same by a page, the API and a command.

It knows no person: a `Hat` is a role with the place of its mandate, and whoever asks gives only
those of mandates in force. What depends on who did something before is asked of the `Action`
(`not_own`, `two_people`) and said by `refusal_of_own` and `refusal_of_second`.
"""

from sinasec.methods.access.access import Access
from sinasec.methods.access.places import COUNTRY, Hat, IllegalHat, Place, Reach, reaches
from sinasec.methods.access.refusing import refusal_of_own, refusal_of_second
from sinasec.methods.access.table import Action, Kind, Role, Source
from sinasec.methods.access.tried import Tried, every_try

__all__ = [
    "COUNTRY",
    "Access",
    "Action",
    "Hat",
    "IllegalHat",
    "Kind",
    "Place",
    "Reach",
    "Role",
    "Source",
    "Tried",
    "every_try",
    "reaches",
    "refusal_of_own",
    "refusal_of_second",
]
