"""Who signs what is written, when nobody is named."""

import getpass
import os


def who() -> str:
    """The person of `SINASEC_BY`, else the user of this machine."""
    return os.environ.get("SINASEC_BY") or _user()


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account that the machine has no name for, as in a container
        return f"cuenta {os.getuid()}"
