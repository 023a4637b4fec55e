"""The `sinasec` command. Each subcommand lives in its domain and is imported when called."""

import importlib
import os
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any, Final

import click

from sinasec.acting import COMMAND, acting
from sinasec.cli.answer import Boundary, asks_json, let_go
from sinasec.cli.failures import READER_LEFT
from sinasec.cli.spanish import in_spanish, speak_spanish
from sinasec.cli.stopping import stopped_as_interrupted
from sinasec.version import show_version
from sinasec.who import who

COMMANDS: Final[dict[str, str]] = {
    "audit": "sinasec.audit.commands:audit",
    "backup": "sinasec.operation.copies.backup_command:backup",
    "boundaries": "sinasec.territories.commands:boundaries",
    "check": "sinasec.definitions.commands:check",
    "data": "sinasec.risk.data.commands:data",
    "declare-complete": "sinasec.compliance.commands:declare_complete",
    "doctor": "sinasec.operation.health.doctor_command:doctor",
    "duties": "sinasec.committees.commands:duties",
    "explain": "sinasec.compliance.semaforo.commands:explain",
    "export-acts": "sinasec.compliance.commands:export_acts",
    "index": "sinasec.risk.commands:index",
    "itca": "sinasec.plans.commands:itca",
    "letter": "sinasec.letters.commands:letter",
    "load": "sinasec.compliance.commands:load",
    "load-reference": "sinasec.committees.commands:load_reference",
    "migrate": "sinasec.operation.migrate_command:migrate",
    "outbox": "sinasec.work.commands:outbox",
    "publication": "sinasec.committees.publication_commands:publication",
    "publish": "sinasec.compliance.semaforo.commands:publish",
    "reply": "sinasec.committees.reply_command:reply",
    "restore": "sinasec.operation.copies.restore_command:restore",
    "review": "sinasec.compliance.commands:review",
    "reproduce": "sinasec.publications.commands:reproduce",
    "serve": "sinasec.web.commands:serve",
    "setup": "sinasec.operation.setup_command:setup",
    "simulate": "sinasec.demonstration.commands:simulate",
    "simulate-law": "sinasec.compliance.semaforo.commands:simulate_law",
    "status": "sinasec.compliance.semaforo.commands:status",
    "template": "sinasec.compliance.commands:template",
    "user": "sinasec.accounts.commands:user",
    "verify": "sinasec.publications.commands:verify",
    "waive": "sinasec.compliance.commands:waive",
    "workbench": "sinasec.web.workbench.commands:workbench",
    "worker": "sinasec.work.commands:worker",
}

# Of the algebra of NumPy, read when it is imported: the matrices here have twenty columns,
# and more threads take the processor from everybody else while they wait for each other.
ONE_THREAD: Final = ("OPENBLAS_NUM_THREADS", "1")


speak_spanish()


def django_setup() -> None:
    """Make the models usable; commands that need no database never call it. Raises NotPrepared for
    a DATABASE_URL that cannot be read."""
    from sinasec.database_state import check_url

    check_url()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sinasec.web.settings")
    import django

    django.setup()


def prepared_database() -> None:
    """The same, for a command that works with the tables: raises NotPrepared before any work unless
    they are those of this program."""
    django_setup()
    from sinasec.database_state import check_prepared

    check_prepared()


def database_if_any() -> bool:
    """The same, for a command that can also do its work before there is any database: False."""
    from sinasec.database_state import EMPTY
    from sinasec.not_prepared import NotPrepared

    try:
        prepared_database()
    except NotPrepared as found:
        if found.code == EMPTY:
            return False
        raise
    return True


class LazyGroup(click.Group):
    """A group that imports a subcommand's module only when that subcommand is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        return in_spanish(getattr(importlib.import_module(module), name))


def _acting(said: Sequence[str]) -> AbstractContextManager[None]:
    """By whoever typed it; of the command its name, without what it is given."""
    group: click.Command | None = main
    names: list[str] = []
    for word in said:
        if not isinstance(group, click.Group):
            break
        group = group.get_command(click.Context(group), word)
        if group is None:
            break
        names.append(word)
    return acting(who(), origin=COMMAND, where=" ".join(names))


class Main(LazyGroup):
    """The program: whatever ends a command is told here, in one way for all."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        said = list(sys.argv[1:] if args is None else args)
        if not standalone_mode:
            return super().main(said, prog_name, complete_var, False, **extra)
        with Boundary(as_json=asks_json(said)), stopped_as_interrupted(), _acting(said):
            code = super().main(said, prog_name, complete_var, False, **extra)
            sys.stdout.flush()
        sys.exit(code if isinstance(code, int) else 0)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # «sinasec … | head»
            let_go()
            ctx.exit(READER_LEFT)


@click.group(cls=Main, context_settings={"help_option_names": ["-h", "--ayuda", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=show_version,
    help="Qué versión es este programa.",
)
def main() -> None:
    """SINASEC: semáforo de cumplimiento del Sistema Nacional de Seguridad Ciudadana."""
    os.environ.setdefault(*ONE_THREAD)


in_spanish(main)


if __name__ == "__main__":
    main()
