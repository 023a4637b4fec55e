"""A module that says that it is being imported, and never ends being so, inside native code."""

import ctypes
import os
from pathlib import Path

(Path(os.environ["TMPDIR"]) / "importando").touch()
ctypes.PyDLL(None).sleep(600)  # holds the interpreter's lock
