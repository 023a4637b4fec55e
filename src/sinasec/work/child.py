"""The process in which one piece of work is done: `python -m sinasec.work.child PIPE JOB FENCE`.

It ends with its worker, whatever either was doing (see `sandbox.parent`); told to stop, what it was
writing is undone.
"""

import os
import sys
from typing import Final

from sinasec.cli.main import django_setup
from sinasec.cli.stopping import Stopped, stopped_as_interrupted
from sinasec.sandbox.parent import end_with_parent

NICE: Final = 5  # the pages people are waiting for come first


def main(pipe: int, job: int, fence: int) -> None:
    """`pipe`: what tells of the worker's end."""
    end_with_parent(pipe)
    os.nice(NICE)
    try:
        with stopped_as_interrupted():
            django_setup()
            from sinasec.work.held import Held
            from sinasec.work.run import run

            run(Held(job, fence))
    except Stopped as stopped:
        sys.exit(128 + stopped.number)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
