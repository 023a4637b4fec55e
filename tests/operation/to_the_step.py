"""`python -m tests.operation.to_the_step N …`: `sinasec …`, killed at the N-th step of its writing.

With 0 it runs to its end, and says on standard error how many steps that took.
"""

import sys

import click
from benchmarks.kill_steps import Steps

from sinasec.cli.main import django_setup, main

if __name__ == "__main__":
    django_setup()
    with Steps(int(sys.argv[1]) or None) as steps:
        main(sys.argv[2:], standalone_mode=False)
    click.echo(steps.taken, err=True)
