"""Which program this is, for whoever asks for help: its version and what decides its results.

Every command imports `cli`, which imports this: what lies above them is named, not imported.
"""

import importlib
import platform

import click

from sinasec import __version__


def show_version(context: click.Context, option: click.Parameter, wanted: bool) -> None:
    """Say it on standard output and end, when `--version` was given."""
    if not wanted or context.resilient_parsing:
        return
    click.echo(version_words())
    context.exit()


def version_words() -> str:
    """Version, fingerprint of the code of each kind of publication, and Python."""
    code_version = importlib.import_module("sinasec.publications.trust.code_version").code_version
    kinds = importlib.import_module("sinasec.publications.kinds").KINDS
    codes = ", ".join(f"{kind} {code_version(kind)}" for kind in kinds)
    return f"SINASEC {__version__} ({codes}; Python {platform.python_version()})"
