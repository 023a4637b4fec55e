"""The commands of the index. The body of each is in its own module, imported when called."""

import click

from sinasec.risk import edition_commands, file_commands, priority_commands, publish_command


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
