"""One folder with the hand-made publications, and one server over it for what breaks nothing."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.site import ROOT, environment
from tests.web.live.running import Running, running

PUBLISH = """
from sinasec.cli.main import django_setup
django_setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.web import sample
sample.publish()
"""


@pytest.fixture(scope="session")
def home(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("sitio")
    command = [sys.executable, "-c", PUBLISH]
    subprocess.run(command, env=environment(folder), cwd=ROOT, check=True)
    return folder


@pytest.fixture(scope="session")
def site(home: Path) -> Iterator[Running]:
    with running(home, DJANGO_SETTINGS_MODULE="tests.web.live.faulty") as found:
        yield found
