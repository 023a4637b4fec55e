"""Settings of the tests: the product's own, with a data folder that is thrown away."""

import os
import tempfile

_home = tempfile.TemporaryDirectory(prefix="sinasec-tests-")
os.environ["SINASEC_HOME"] = _home.name
os.environ.setdefault("SINASEC_SECRET_KEY", "only-for-the-tests-of-this-repository-0123456789")
for rate in ("API", "PAGE", "UPLOAD"):  # every test asks from the same address
    os.environ.setdefault(f"SINASEC_{rate}_RATE", "1000000")

from sinasec.cli.main import ONE_THREAD  # noqa: E402

os.environ.setdefault(*ONE_THREAD)  # NumPy is not imported yet

from sinasec.web.settings import *  # noqa: E402, F403

STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405
