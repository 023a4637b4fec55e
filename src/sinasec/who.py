"""Who signs what is written, when nobody is named."""

import getpass
import os


def who() -> str:
    """The person of `SINASEC_BY`, else the user of this machine."""
    return os.environ.get("SINASEC_BY") or getpass.getuser()
