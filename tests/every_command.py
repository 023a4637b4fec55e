"""Every command, run in a place that is not as it should be: the child of `test_every_command`.

`python -m tests.every_command STATE FOLDER` puts FOLDER in that state before each command, runs all
of them with `--json`, and in some states plain too, and writes a line of JSON for each: command,
arguments, exit code and what was said. One process for each state: the settings are read once
from the environment.
"""

import ctypes
import json
import os
import resource
import shutil
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from click.testing import CliRunner

from sinasec.cli.main import main

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
EXAMPLE = ROOT / "docs" / "metodos" / "ejemplo"
DRAFT = ROOT / "src/sinasec/definitions/obligations/sesion-ordinaria.yaml"
ROOM = 36_000  # bytes a file may have on the nearly full disk: the index of SQLite's log, no more
WITH_TABLES = ("damaged", "pending", "read-only", "full", "nearly-full", "spoilt-key")
OF_FILES = (  # they ask the database nothing, so that its states are one to them
    "check", "duties", "index build", "index compare-editions", "index editions",
    "index sensitivity", "index template", "index uncertainty", "itca",
    "data template", "letter definitions", "template",
)  # fmt: skip
OF_THE_DATABASE = ("lost", "empty-file", "noise", "damaged", "pending", "spoilt-key")
# Where both forms of an answer are seen; elsewhere its document, which holds the same sentence.
PLAIN_TOO = ("empty-home", "damaged", "nearly-full", "spoilt-key")
STATES = ("empty-home", "lost", "empty-file", "noise", *WITH_TABLES)

# What each command is run with; {} is a folder of files that can be read, {out} one for results.
FILES = (
    "--units {ejemplo}/iData.csv --indicators {ejemplo}/iMeta.csv --recipe {ejemplo}/receta.yaml"
)
ARGUMENTS: dict[str, str] = {
    "audit erase": "--by Ana",
    "audit export": "--out {out}/sucesos.csv",
    "audit verify": "",
    "backup": "{out}/respaldo.zip",
    "boundaries activate": "1",
    "boundaries list": "",
    "boundaries locate": "-77.03 -12.05",
    "boundaries load": "{}/limites.json --source SIMULADO",
    "check": "{draft}",
    "data activate": "denuncias-nada",
    "data compare": "denuncias-una denuncias-otra",
    "data list": "",
    "data load": "{}/denuncias.csv --source SIMULADO --simulated --by Ana",
    "data quality": "",
    "data template": "--out {out}/indicadores.xlsx",
    "declare-complete": "-c CORESEC-21 --from 2025-01-01 --to 2025-03-31 --said-by Ana --by Ana",
    "doctor": "",
    "duties": "--committee CORESEC-21",
    "explain": "--committee CORESEC-21 --as-of 2025-06-30",
    "export-acts": "--out {out}/actos.csv",
    "index build": FILES + " --out {out}/indice",
    "index compare-editions": "irs-ejemplo irs-ejemplo",
    "index editions": "",
    "index load-edition": "{}/edicion.yaml --by Ana",
    "index prioritise": "indice-nada --year 2025 --resolution R1 --on 2025-01-31 --by Ana",
    "index publish": "irs-ejemplo --datos simulados",
    "index sensitivity": FILES + " --out {out}/sensibilidad --base 2 --resamples 10",
    "index template": "{out}/edicion.xlsx",
    "index uncertainty": FILES + " --out {out}/incertidumbre --replications 5",
    "itca": "{}/matriz.xlsx --corrected {out}/corregida.xlsx",
    "letter annul": "0001-2026-ST --reason Error --by Ana",
    "letter annul-entry": "0001-2026 --reason Error --by Ana",
    "letter definitions": "",
    "letter in": "",
    "letter issue": "constancia-publicacion --fields {}/carta.json --addressee Ana --by Ana",
    "letter out": "",
    "letter preview": "constancia-publicacion --fields {}/carta.json --pdf {out}/carta.pdf",
    "letter receipt": "0001-2026 --pdf {out}/cargo.pdf",
    "letter receive": "--sender PNP --subject Envío --received-on 2026-05-04 --by Ana",
    "letter save": "0001-2026-ST --docx {out}/carta.docx",
    "letter show": "0001-2026-ST",
    "load": "{}/actos.csv --by Ana",
    "load-reference": "",
    "migrate": "",
    "outbox cancel": "1 --by Ana",
    "outbox list": "",
    "outbox retry": "1",
    "publication answer": "1 --text Anotado --by Ana",
    "publication certificate": "nada --addressee Ana --by Ana",
    "publication erratum": "nada -c CORESEC-21 --should-say verde --reason Error --by Ana",
    "publication history": "nada",
    "publication withdraw": "nada --reason Error --by Ana",
    "publish semaforo": "--as-of 2025-06-30 --desde 2025-06-01",
    "reply": "--publication nada --committee CORESEC-21 --file {}/respuesta.txt --by Ana",
    "reproduce": "{}",
    "restore": "{}/respaldo.zip",
    "review": "01J00000000000000000000000 --accept --by Ana",
    "serve": "--port {port} --workers 1",
    "setup": "--without-demonstration",
    "simulate": "--seed 1 --from 2025-01-01 --to 2025-02-28 --committees CORESEC-21",
    "simulate-law": "{draft} --as-of 2025-06-30 --desde 2025-06-01",
    "status": "--committee CORESEC-21 --as-of 2025-06-30",
    "template": "--out {out}/plantilla.xlsx",
    "user appoint": "ana@muni.pe --role asistente --scope CORESEC-21 --act RA-1 --by Ana",
    "user end": "1 --last-day 2026-12-31 --reason renuncia --by Ana",
    "user freeze": "ana@muni.pe --reason licencia --by Ana",
    "user invite": "--email ana@muni.pe --name Ana --role asistente --scope CORESEC-21 --act RA-1 "
    "--by Ana",
    "user invite-again": "ana@muni.pe --by Ana",
    "user list": "",
    "user roles": "",
    "user thaw": "ana@muni.pe --by Ana",
    "verify": "{}",
    "waive": "-c CORESEC-21 --from 2025-01-01 --norm R1 --by Ana",
    "workbench": "--by Ana --port {port}",
    "worker": "--until-idle",
}


def leaves(
    group: click.Group = main, before: tuple[str, ...] = ()
) -> Iterator[tuple[str, click.Command]]:
    """Every command of the program, with how it is typed."""
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        if isinstance(found, click.Group):
            yield from leaves(found, (*before, name))
        elif found:
            yield " ".join((*before, name)), found


def walked_in(state: str) -> list[str]:
    """The commands to which the state may matter."""
    of_all = [name for name, _ in leaves()]
    return [each for each in of_all if state not in OF_THE_DATABASE or each not in OF_FILES]


def forms(state: str) -> list[list[str]]:
    """What is added to a command in that state."""
    return [[], ["--json"]] if state in PLAIN_TOO else [["--json"]]


def readable(folder: Path) -> None:
    """The files that the commands are given: small, and good."""
    from tests.letters.made_up import fields
    from tests.plans.workbooks import whole_year

    (folder / "respuesta.txt").write_text("Sesionamos.", encoding="utf-8")
    (folder / "limites.json").write_text('{"type": "FeatureCollection", "features": []}')
    (folder / "carta.json").write_text(json.dumps(fields()), encoding="utf-8")
    (folder / "edicion.yaml").write_text("code: otra\n")
    (folder / "denuncias.csv").write_text(
        "ANIO,MES,DPTO_HECHO_NEW,PROV_HECHO,DIST_HECHO,UBIGEO_HECHO,P_MODALIDADES,cantidad\n"
        "2023,2,AMAZONAS,CHACHAPOYAS,CHACHAPOYAS,10101,Robo,7\n"
    )
    (folder / "actos.csv").write_text(
        "Comité;Clase de acto;Fecha;Documento\nCORESEC Puno;sesion-ordinaria;15/04/2024;Acta 4\n",
        encoding="utf-8",
    )
    whole_year().save(folder / "matriz.xlsx")


# -- the states


def prepared(folder: Path) -> None:
    """A home as `setup --without-demonstration` leaves it, made once and copied."""
    shutil.copytree(os.environ["PREPARED"], folder, dirs_exist_ok=True)


def damage(folder: Path) -> None:
    """Noise over the first tables, and the schema left to be read."""
    path = folder / "sinasec.sqlite3"
    with path.open("r+b") as stream:
        stream.seek(4096)
        stream.write(b"\xa5" * (path.stat().st_size - 4096))


def unapply(folder: Path) -> None:
    """As if the database were of a version before the last migration of the facts."""
    import sqlite3

    with sqlite3.connect(folder / "sinasec.sqlite3") as database:
        database.execute(
            "DELETE FROM django_migrations WHERE id = "
            "(SELECT max(id) FROM django_migrations WHERE app = 'risk')"
        )
    database.close()


def spoil(folder: Path) -> None:
    keys = folder / "keys"
    keys.mkdir(exist_ok=True)
    (keys / "clave-privada.pem").write_text("no es una clave")


CHANGES: dict[str, Callable[[Path], None]] = {
    "lost": lambda folder: (folder / "publications" / "semaforo-2025-06-30-0000").mkdir(
        parents=True
    ),
    "empty-file": lambda folder: (folder / "sinasec.sqlite3").touch(),
    "noise": lambda folder: (folder / "sinasec.sqlite3").write_bytes(b"\xa5" * 8192),
    "damaged": damage,
    "pending": unapply,
    "spoilt-key": spoil,
}


def put(state: str, folder: Path) -> None:
    """The folder as that state has it, whatever the last command left."""
    if folder.exists():
        for each in [folder, *filter(Path.is_dir, folder.rglob("*"))]:
            each.chmod(0o755)
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    if state in WITH_TABLES:
        prepared(folder)
    CHANGES.get(state, lambda folder: None)(folder)
    if state == "read-only":
        for each in [folder, *folder.rglob("*")]:
            each.chmod(0o555 if each.is_dir() else 0o444)


@contextmanager
def no_room(state: str) -> Iterator[None]:
    """On a full disk no file may grow: the system refuses it to anybody, also to root."""
    hard = resource.RLIM_INFINITY
    most = {"full": 0, "nearly-full": ROOM}.get(state, hard)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


class _Header(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


class _Sets(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint32) for name in ("effective", "permitted", "inheritable")]


def obey_modes(override: int = 1) -> None:
    """Root gives up its right to write where modes forbid it (CAP_DAC_OVERRIDE); others have none.

    Before any thread is made, which would keep it. Raises OSError.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    header, sets = _Header(0x20080522, 0), (_Sets * 2)()
    if libc.capget(ctypes.byref(header), sets):
        raise OSError(ctypes.get_errno(), "capget")
    sets[0].effective &= ~(1 << override)
    if libc.capset(ctypes.byref(header), sets):
        raise OSError(ctypes.get_errno(), "capset")


# -- the walk


def said(command: str, arguments: list[str]) -> dict[str, object]:
    from django.apps import apps

    started = time.monotonic()
    result = CliRunner().invoke(main, arguments, prog_name="sinasec")
    if apps.ready:
        from django.db import connections

        connections.close_all()
    return {
        "command": command,
        "arguments": arguments,
        "code": result.exit_code,
        "seconds": round(time.monotonic() - started, 2),
        "stdout": result.stdout,
        "stderr": result.stderr,
    }


def walk(state: str, folder: Path) -> None:
    given, out = folder / "archivos", folder / "resultados"
    given.mkdir(parents=True)
    readable(given)
    busy = socket.create_server(("127.0.0.1", 0))
    home = Path(os.environ["SINASEC_HOME"])
    for command in walked_in(state):
        for more in forms(state):
            shutil.rmtree(out, ignore_errors=True)
            out.mkdir()
            put(state, home)
            filled = ARGUMENTS[command].format(
                given, out=out, ejemplo=EXAMPLE, draft=DRAFT, port=busy.getsockname()[1]
            )
            with no_room(state):
                told = said(command, [*command.split(), *filled.split(), *more])
            print(json.dumps(told), flush=True)  # noqa: T201
    busy.close()


if __name__ == "__main__":
    if sys.argv[1] == "read-only":
        obey_modes()
    walk(sys.argv[1], Path(sys.argv[2]))
