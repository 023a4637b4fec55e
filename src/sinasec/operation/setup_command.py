"""`sinasec setup`: it prepares everything, and so needs all that is below."""

from typing import Any

import click

from sinasec.behind import end_with_whoever_began, go_on_behind
from sinasec.cli.answer import say
from sinasec.cli.main import django_setup
from sinasec.cli.options import as_json
from sinasec.preparing import SEED


@click.command()
@click.option(
    "--seed", type=int, default=SEED, show_default=True, help="Semilla de la demostración."
)
@click.option(
    "--without-demonstration",
    "bare",
    is_flag=True,
    help="Instalación real: tablas, territorio y comités. No inventa ni publica nada.",
)
@click.option(
    "--first-page",
    is_flag=True,
    help="Hasta la primera página: el resto de la demostración lo termina «serve --finish-setup».",
)
@click.option("--behind", is_flag=True, hidden=True)  # how `serve` runs it
@as_json
def setup(seed: int, bare: bool, first_page: bool, behind: bool, as_json: bool) -> None:
    """Prepara la base, los datos de demostración (SIMULADO) y las primeras publicaciones.

    Repetirlo solo hace lo que falta. Lo real nunca lo publica, y donde hay actos reales no añade
    la demostración.
    """
    if behind:
        end_with_whoever_began()
    django_setup()
    from sinasec.not_prepared import NotPrepared
    from sinasec.operation.written_again import in_words, written_again
    from sinasec.publications.trust.keys import BadKey

    try:
        with written_again() as again:
            done = _prepared(seed, bare, first_page, behind)
    except (NotPrepared, BadKey) as error:
        raise click.ClickException(str(error)) from error
    done["triggers"] = again
    say(as_json, done, _words(done), in_words(again))


def _prepared(seed: int, bare: bool, first_page: bool, behind: bool) -> dict[str, Any]:
    from sinasec.demonstration import first_run as of_compliance
    from sinasec.operation.behind.demonstration import ask_for_the_rest, parts

    done = of_compliance.first_page(seed=seed, demonstrated=not bare)
    done["index"] = None
    rest = not first_page and done["publication"] is not None
    if behind:
        if rest:
            ask_for_the_rest(seed)
        go_on_behind()  # once the pages say what is prepared
    elif rest:
        for _, do in parts(seed, done):
            do()
    return done


def _words(done: dict[str, Any]) -> str:
    published = ", ".join(filter(None, (done["publication"], done["index"])))
    if published:
        return f"Listo: {published}"
    return (
        "Listo, sin demostración: cargue actos con «sinasec load» y publique con «sinasec publish»."
    )
