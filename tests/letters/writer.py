"""A process that writes letters: `python -m tests.letters.writer HOW_MANY`.

It says «listo», waits for a line, and then says the number of each letter once it is kept.
"""

import sys

from sinasec.cli.main import django_setup


def main() -> None:
    django_setup()
    from sinasec.letters.actions import issue
    from tests.letters.made_up import BY_ITS_COMMAND, fields

    print("listo", flush=True)  # noqa: T201
    sys.stdin.readline()
    for _ in range(int(sys.argv[1])):
        done = issue(**BY_ITS_COMMAND, fields=fields(), addressee="María", by="prueba")
        print(done.number, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
