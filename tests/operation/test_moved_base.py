"""The site says that its database is not the file in its place, although it still answers."""

import json

import pytest

from tests.operation.installation import POSTGRES

# Asks for the health, does one thing to the file, and asks again over the same connection.
ASK = """
import json, os, shutil, sys
from pathlib import Path
from sinasec.cli.main import django_setup
django_setup()
from django.conf import settings
from django.test import Client
settings.ALLOWED_HOSTS = ["testserver"]
file = Path(settings.DATABASES["default"]["NAME"])

def health():
    answer = Client().get("/salud/")
    return answer.status_code, answer.json()["fallas"].get("base", "")

said = [health()]
aside = file.with_name("aparte.sqlite3")
exec(sys.argv[1])
said.append(health())
if aside.exists():
    os.replace(aside, file)
said.append(health())
print(json.dumps(said))
"""


@pytest.mark.skipif(POSTGRES, reason="of a file")
@pytest.mark.parametrize(
    "change",
    [
        "file.rename(aside)",
        "file.rename(aside); file.touch()",
        "file.rename(aside); shutil.copyfile(aside, file)",
    ],
)
def test_a_file_that_is_not_the_one_that_is_open(fresh, change):
    process = fresh.start("-c", ASK, change)
    out, err = process.communicate()
    assert process.returncode == 0, err
    before, moved, back = json.loads(out)
    assert before == back == [200, ""]
    assert moved[0] == 503
    assert "no está en su lugar, o es otro" in moved[1]
