"""The committee that an option names, by its code or by its name."""

from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from sinasec.committees.registry import CommitteeRow


class Committee(click.ParamType):
    """A code in any case or a name that is one committee's; else, which ones are near."""

    name = "comité"

    def convert(self, value: Any, param: Any, ctx: Any) -> "CommitteeRow":
        from sinasec.committees.naming import UnresolvedCommittee, resolve

        if not isinstance(value, str):
            return value
        try:
            return resolve(value)
        except UnresolvedCommittee as error:
            self.fail(str(error), param, ctx)


class Committees(Committee):
    """Several, separated by commas."""

    name = "comités"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        if not isinstance(value, str):
            return value
        single = super()
        return [single.convert(each, param, ctx) for each in value.split(",")]


COMMITTEE: Final = Committee()
COMMITTEES: Final = Committees()
committee_option = click.option(
    "--committee",
    "-c",
    type=COMMITTEE,
    required=True,
    metavar="COMITÉ",
    help="Código o nombre del comité.",
)
