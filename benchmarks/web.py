"""How fast the site answers on this machine: served publications beside the same question put to
the published Parquet in SQL each time, and beside a plain static file from the same server.

Aims: any day's national page under 50 ms; 300 requests a second with p99 under 100 ms.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from pathlib import Path

import duckdb
from rich.console import Console
from rich.table import Table
from tests.browser.site import free_port
from tests.web.live.running import slow_body

from benchmarks.load import Load, run

AIM_RATE = 300
LAST = date(2026, 10, 31)
DAWDLING = (10, 40, 300)
DAYS = [LAST - timedelta(days=i) for i in range(600)]


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="sinasec-bench-") as home:
        rates = {f"SINASEC_{name}_RATE": "100000000" for name in ("API", "PAGE", "UPLOAD")}
        environment = {**os.environ, **rates, "SINASEC_HOME": home, "SINASEC_ACCESS_LOG": "0"}
        sinasec = [sys.executable, "-m", "sinasec"]
        subprocess.run([*sinasec, "setup"], env=environment, check=True, stderr=sys.stderr)
        with _served(sinasec, environment) as port:
            lights = Path(home) / "publications" / _shown(port) / "comites.parquet"
            _same_answers(port, lights)
            _print(_measured(port, lights))


@contextmanager
def _served(sinasec: list[str], environment: dict[str, str]) -> Iterator[int]:
    port = free_port()
    server = subprocess.Popen([*sinasec, "serve", "--port", str(port)], env=environment)
    try:
        _wait(port)
        yield port
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=30)


def _wait(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/publicaciones").read()
        except OSError:
            continue
        return
    raise TimeoutError("el servidor no respondió en un minuto")


def _shown(port: int) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/semaforo") as answer:
        return json.load(answer)["publication"]


def _same_answers(port: int, lights: Path) -> None:
    """The API, and SQL over the published Parquet, count the same lights on the same days."""
    for day in DAYS[::60]:
        url = f"http://127.0.0.1:{port}/api/v1/semaforo?luz=legal&fecha={day}"
        with urllib.request.urlopen(url) as answer:
            total = json.load(answer)["total"]
        counted = dict(_in_sql(lights, day))
        served = {light: total[light] for light in ("verde", "ambar", "rojo")}
        if served != {light: counted.get(light, 0) for light in served}:
            raise AssertionError(f"{day}: la API dice {served} y el Parquet {counted}")


def _in_sql(lights: Path, day: date) -> list[tuple[str, int]]:
    return duckdb.execute(
        f"SELECT light, count(*) FROM '{lights}' "
        "WHERE breach = 'legal' AND ? BETWEEN day_from AND day_to GROUP BY light",
        [day],
    ).fetchall()


def _measured(port: int, lights: Path) -> list[tuple[str, Load]]:
    host = "127.0.0.1"
    gzip = "Accept-Encoding: gzip\r\n"
    fresh = [f"/?fecha={day}&luz=gestion" for day in DAYS]
    others = [f"/comite/COPROSEC-{province}/" for province in _provinces(lights)]
    kept = [f"/?fecha={day}" for day in DAYS[:5]]
    api = [f"/api/v1/semaforo?fecha={day}" for day in DAYS[:50]]
    mixed = ["/", "/api/v1/semaforo", "/region/21/", "/comite/CORESEC-21/", "/normas/"]
    # Each server process makes a page once and keeps it; making is measured in rows of its own.
    run(host, port, kept + api + mixed, seconds=6)
    one = {"connections": 1, "headers": gzip}
    many = {"connections": 16, "headers": gzip}
    return [
        ("portada, cada vez otro día, de a una", run(host, port, fresh, seconds=8, **one)),
        ("comité, cada vez otro, de a una", run(host, port, others, seconds=8, **one)),
        ("portada ya pedida, de a una", run(host, port, kept, seconds=3, **one)),
        (f"mezcla a {AIM_RATE}/s", run(host, port, mixed, seconds=10, rate=AIM_RATE, **many)),
        ("mezcla, tan rápido como responda", run(host, port, mixed, seconds=5, **many)),
        ("API del país, tan rápido como responda", run(host, port, api, seconds=5, **many)),
        (
            "par: archivo estático, tan rápido como responda",
            run(host, port, ["/static/web/sinasec.css"], seconds=5, **many),
        ),
        ("par: SQL sobre el Parquet, de a una", _sql_load(lights)),
        *(_while_bodies_dawdle(host, port, count) for count in DAWDLING),
    ]


def _while_bodies_dawdle(host: str, port: int, count: int) -> tuple[str, Load]:
    """The front page, while so many begin to send a file and do not go on."""
    with ExitStack() as opened:
        for number in range(count):
            opened.enter_context(slow_body(port, number))
        load = run(host, port, ["/"], seconds=3, connections=1)
    return f"portada, mientras {count} envíos no avanzan", load


def _provinces(lights: Path) -> list[str]:
    found = duckdb.execute(
        f"SELECT DISTINCT committee FROM '{lights}' WHERE committee LIKE 'COPROSEC-%' ORDER BY 1"
    ).fetchall()
    return [code.removeprefix("COPROSEC-") for (code,) in found]


def _sql_load(lights: Path) -> Load:
    taken: list[float] = []
    for day in DAYS[:200]:
        begun = time.perf_counter()
        _in_sql(lights, day)
        taken.append((time.perf_counter() - begun) * 1000)
    taken.sort()
    seconds = sum(taken) / 1000
    return Load(
        requests=len(taken),
        failures=0,
        seconds=seconds,
        per_second=len(taken) / seconds,
        p50=taken[len(taken) // 2],
        p99=taken[int(len(taken) * 0.99)],
    )


def _print(rows: list[tuple[str, Load]]) -> None:
    table = Table("qué", "pedidos", "fallas", "por segundo", "p50 ms", "p99 ms")
    for name, load in rows:
        table.add_row(
            name,
            f"{load.requests}",
            f"{load.failures}",
            f"{load.per_second:.0f}",
            f"{load.p50:.1f}",
            f"{load.p99:.1f}",
        )
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
