"""A command that says what it was given and ends as it is told: the child of `test_warm`."""

import json
import os
import signal
import subprocess
import sys
import time

import sinasec

LONG = 1 << 20  # more letters than any buffer between two processes holds


def told() -> dict[str, object]:
    """What it was started with, and which program it is."""
    return {
        "arguments": sys.argv[1:],
        "environment": dict(os.environ),
        "folder": os.getcwd(),
        "input": sys.stdin.read(),
        "program": sinasec.__file__,
        "modules": sorted(name for name in sys.modules if name.split(".")[0] == "sinasec"),
    }


def end(how: str) -> None:
    """By a code, an exception, a signal, never, or with a child of its own that stays a while."""
    if how == "told":
        sys.stdout.write(json.dumps(told()))
    elif how == "long":
        sys.stdout.write("x" * LONG)  # no line's end: it goes out when the process ends
    elif how == "words":
        sys.exit("no se pudo")
    elif how == "failure":
        raise ValueError("una falla")
    elif how == "setting":
        os.environ["SINASEC_DEJADO"] = "1"
    elif how == "never":
        while True:
            time.sleep(LONG)
    elif how == "child":
        subprocess.run([sys.executable, "-c", "print('del hijo')"], check=True)
    elif how.startswith("signal"):
        os.kill(os.getpid(), getattr(signal, how.removeprefix("signal ")))
    else:
        sys.exit(int(how))


if __name__ == "__main__":
    end(sys.argv[1])
