"""A committee's answer to what was published of it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sinasec.cli.answer import say, sentences
from sinasec.cli.main import prepared_database
from sinasec.cli.options import as_json
from sinasec.committees.committee_option import committee_option
from sinasec.records.clock_checked import asks_about_clock

if TYPE_CHECKING:
    from sinasec.committees.registry import CommitteeRow


@click.command()
@click.option("--publication", required=True, metavar="ID", help="Publicación preliminar.")
@committee_option
@click.option(
    "--file",
    "file",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Archivo de texto con la respuesta.",
)
@click.option("--by", required=True, metavar="QUIÉN", help="Quién responde, con su cargo.")
@asks_about_clock
@as_json
def reply(publication: str, committee: "CommitteeRow", file: Path, by: str, as_json: bool) -> None:
    """Adjunta la respuesta de un comité a una publicación preliminar, dentro del plazo."""
    prepared_database()
    from sinasec.publications import actions, catalogue

    code = committee.code
    with sentences(actions.CannotReply, catalogue.UnknownPublication):
        found = actions.reply(
            publication=publication,
            committee=code,
            text=_text_of(file),
            by=by,
            now=datetime.now(UTC),
        )
    answer = {
        "number": found.pk,
        "publication": publication,
        "committee": code,
        "sha256": found.sha256,
        "received_at": found.received_at.astimezone(UTC).isoformat(),
    }
    say(as_json, answer, f"Respuesta {found.pk}, de {code}, recibida; saldrá con la definitiva.")


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file} no es texto en UTF-8: guárdelo así.") from error
