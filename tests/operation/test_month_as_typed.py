"""The month of the office, typed as its chapter says, from an empty installation to the final."""

import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.urls import resolve
from tools.manual import FOLDER

from tests.operation.installation import Installation
from tests.operation.test_deploy import parsed

TEXT = (FOLDER / "mes.md").read_text(encoding="utf-8")
MONTH, WRONG = TEXT.split("## Cuando algo está mal")
TYPED = [
    line for block in re.findall(r"```sh\n(.*?)```", MONTH, re.S) for line in block.splitlines()
]
SHOWN = re.findall(r"`([\w]+\.csv)`[^`]*```csv\n(.*?)```", MONTH, re.S)
ACT = "7d29d5cfbc750e7e165274f0ea"
PRELIMINARY, FINAL = "semaforo-2026-10-31-2214f172", "semaforo-2026-10-31-7b0c11aa"
LATER = """
from sinasec.cli.main import django_setup
django_setup()
from datetime import UTC, date, datetime, timedelta
from sinasec.compliance.semaforo.publish import publish
done = publish(
    as_of=date(2026, 10, 31), now=datetime.now(UTC) + timedelta(days=14), data="reales", final=True
)
print(done.publication.pk)
"""


def inline() -> list[str]:
    return [" ".join(each.split()) for each in re.findall(r"`(sinasec [^`]+)`", WRONG)]


@pytest.mark.parametrize("line", [*TYPED, *inline()])
def test_every_command_of_the_month_parses(line):
    parsed(shlex.split(line)[1:])


def test_the_pages_that_it_names_are_there_and_its_links_too():
    for page in re.findall(r"`(/[a-z-]+/)`", TEXT):
        assert resolve(page)
    for file, anchor in re.findall(r"\]\(([^)#]*)#?([^)]*)\)", TEXT):
        text = (FOLDER / (file or "mes.md")).read_text(encoding="utf-8")
        headings = [
            re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-")
            for each in re.findall(r"^#+ (.+)$", text, re.M)
        ]
        assert not anchor or anchor in headings, (file, anchor)


def after_the_period(installation: Installation) -> str:
    """The name of the final one, published when the period of reply is over."""
    process = installation.start("-c", LATER)
    out, err = process.communicate()
    assert process.returncode == 0, err
    return out.split()[-1]


@dataclass
class Month:
    """The lines typed so far: what each said, and the real names of the publications."""

    installation: Installation
    backups: Path
    names: dict[str, str] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)

    def type(self, line: str) -> None:
        words = self.words(line)
        first = words[0] == "publish" and PRELIMINARY not in self.names
        words += ["--from", "2026-09-01"] if first else []  # a short window: the same in less time
        done = self.installation.run(*words)
        if "--final" in words:
            assert done.returncode == 1
            assert "Publique la definitiva después de ese día" in done.stderr
            self.names[FINAL] = after_the_period(self.installation)
            return
        assert done.returncode == 0, line + done.stdout + done.stderr
        self.said[line] = done.stdout
        if words[0] == "publish":
            [self.names[PRELIMINARY]] = re.findall(r"Publicado: (\S+), preliminar", done.stdout)

    def words(self, line: str) -> list[str]:
        here = {
            "/var/lib/sinasec": str(self.installation.home),
            "/var/backups/sinasec": str(self.backups),
        }
        for written, real in (here | self.names).items():
            line = line.replace(written, real)
        return shlex.split(line)[1:]


def test_the_month_is_done_as_it_is_typed(empty, tmp_path):
    """Each line does what the chapter says of it; the names of publications are of this month."""
    assert empty.run("setup", "--without-demonstration").returncode == 0
    assert [name for name, _ in SHOWN] == ["actos.csv", "correccion.csv"]
    for name, content in (*SHOWN, ("respuesta.txt", "Sesionamos el 16.\n")):
        (empty.home / name).write_text(content, encoding="utf-8")
    month = Month(empty, tmp_path)
    for line in TYPED:
        month.type(line)
    loads = [out for line, out in month.said.items() if line.startswith("sinasec load")]
    assert [out.split(".")[0] for out in loads] == [
        "Se guardarían 2 de 2 filas",
        "Se guardaron 2 de 2 filas",
        "Se guardó 1 de 1 fila",
    ]
    package = empty.home / "publications" / month.names[FINAL]
    assert "Sesionamos el 16." in (package / "respuestas.csv").read_text(encoding="utf-8")
    what_to_do_when_it_is_wrong(empty)


def light(installation: Installation) -> str:
    line = next(line for line in TYPED if line.startswith("sinasec explain"))
    return installation.run(*shlex.split(line)[1:]).stdout


def what_to_do_when_it_is_wrong(installation: Installation) -> None:
    """What the last table says of an act that does not hold, and of a duty that does not bind."""
    exported = installation.home / "despues.csv"
    installation.run("export-acts", "--datos", "reales", "--out", str(exported))
    rows = exported.read_text(encoding="utf-8-sig").splitlines()
    [corrected] = [row.split(";")[-2] for row in rows if f";{ACT};" in row and "-10-16;" in row]
    assert "VERDE" in light(installation)
    [observe] = [line for line in inline() if "--observe" in line]
    words = shlex.split(observe.replace(ACT, corrected))[1:]
    assert installation.run(*words).returncode == 0
    assert "VERDE" not in light(installation)
    again = ["--accept" if word == "--observe" else word for word in words]
    again.remove("El acta no lleva firmas")
    assert installation.run(*again).returncode == 0
    assert "VERDE" in light(installation)
    [waive] = [line for line in inline() if line.startswith("sinasec waive")]
    assert installation.run(*shlex.split(waive)[1:]).returncode == 0
    assert "no exigible" in light(installation)
