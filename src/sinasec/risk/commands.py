"""The commands of the index. The body of each is in its own module, imported when called."""

import click

from sinasec.index_files import commands as file_commands
from sinasec.risk.editions import commands as edition_commands
from sinasec.risk.priority import commands as priority_commands
from sinasec.risk.published import publish_command


@click.group()
def index() -> None:
    """Índices compuestos: construir, medir su incertidumbre y publicar."""


for command in (
    *file_commands.COMMANDS,
    *edition_commands.COMMANDS,
    priority_commands.prioritise,
    publish_command.publish,
):
    index.add_command(command)
