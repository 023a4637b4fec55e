"""`python -m tools.licences`: the gate of `make check`."""

import click

from tools.licences.pages import documents
from tools.licences.reading import ROOT, faults, packages


@click.command()
@click.option("--write", is_flag=True, help="Write the page and the bill of materials again.")
def main(write: bool) -> None:
    """Refuse what cannot be given with the product."""
    found = faults(packages())
    if found:
        raise click.ClickException("\n".join(found))
    if write:
        for path, text in documents().items():
            (ROOT / path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
