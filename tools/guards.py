"""`python -m tools.guards`: the migrations that what is declared append-only asks for.

Where the last migration that writes the triggers of an app keeps other statements than those that
its declarations give today, the next migration is written, with today's.
"""

import os
import re
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import click

NAME: Final = re.compile(r"(\d{4})_\w+")
TEMPLATE: Final = '''"""Triggers of append-only tables, as this migration found them declared."""

from django.db import migrations

from sinasec.records.guards import hold_to

TABLES = (
{tables}
)
STATEMENTS = {{
{statements}
}}


class Migration(migrations.Migration):
    dependencies = [("{label}", "{last}")]
    operations = [hold_to(TABLES, STATEMENTS)]
'''


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sinasec.web.settings")
    import django

    django.setup()
    from sinasec.records.append_only import configs

    for config in configs():
        if kept(config) != wanted(config):
            click.echo(str(write(config)))


def wanted(config: Any) -> dict[str, tuple[str, ...]]:
    """Engine -> statements, as the app declares today."""
    from sinasec.records.append_only import frozen

    return frozen(config.append_only)


def kept(config: Any) -> dict[str, tuple[str, ...]] | None:
    """The same in the last migration that has them; None while none has."""
    found = [import_module(f"{config.name}.migrations.{name}") for name in _migrations(config)]
    held = [module.STATEMENTS for module in found if hasattr(module, "STATEMENTS")]
    return held[-1] if held else None


def write(config: Any) -> Path:
    last = _migrations(config)[-1]
    number = int(last[:4]) + 1
    path = _folder(config) / f"{number:04d}_guards.py"
    tables = [table.table for table in config.append_only]
    text = TEMPLATE.format(
        label=config.label,
        last=last,
        tables="\n".join(f'    "{name}",' for name in tables),
        statements="\n".join(_written(*each) for each in wanted(config).items()),
    )
    path.write_text(text, encoding="utf-8")
    return path


def _written(vendor: str, statements: Sequence[str]) -> str:
    each = "\n".join(f'        """\\\n{statement}""",' for statement in statements)
    return f'    "{vendor}": (\n{each}\n    ),'


def _migrations(config: Any) -> list[str]:
    return sorted(file.stem for file in _folder(config).glob("*.py") if NAME.fullmatch(file.stem))


def _folder(config: Any) -> Path:
    return Path(config.path) / "migrations"


if __name__ == "__main__":
    main()
