"""The first view of a committee from what was published, beside judging the committee again.

    python -m benchmarks.committee [HOME]

HOME: that of an installation with a semáforo published; without it, a demonstration is made aside.
Both ways must say the same of every duty: light, state, period and count.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC
from typing import Any, Final

COMMITTEES: Final = 40
WARM: Final = 3  # of each level, first: what all of a level share is asked once
AIM_MS: Final = 40
Said = set[tuple[str, str, str, str, int]]


def main(home: str | None = None) -> None:
    """Measure, compare, print. Raises SystemExit when any two answers differ."""
    if home is not None:
        _in(home)
        return
    with tempfile.TemporaryDirectory(prefix="sinasec-bench-") as made:
        environment = {**os.environ, "SINASEC_HOME": made}
        subprocess.run([sys.executable, "-m", "sinasec", "setup"], env=environment, check=True)
        command = [sys.executable, "-m", "benchmarks.committee", made]
        subprocess.run(command, env=environment, check=True)


def _in(home: str) -> None:
    os.environ |= {"SINASEC_HOME": home, "DJANGO_SETTINGS_MODULE": "sinasec.web.settings"}
    os.environ |= {"SINASEC_PAGE_RATE": "100000000", "SINASEC_ACCESS_LOG": "0"}
    import django

    django.setup()
    from sinasec.compliance.semaforo import reading
    from sinasec.compliance.semaforo.kind import SEMAFORO
    from sinasec.publications import catalogue

    publication = catalogue.latest(SEMAFORO)
    if publication is None:
        sys.exit("No hay ningún semáforo publicado en esa casa.")
    codes = _spread(list(reading.respondents(publication)))
    reading.inputs(publication)
    ours, said = _timed(codes, lambda code: _published(publication, code))
    former, again = _timed(codes[:: COMMITTEES // 10], lambda code: _judged(publication, code))
    _same(said, again)
    page, _ = _timed(_others(publication, codes), _page(publication))
    _print(publication, ours, former, page, sum(len(said[code]) for code in again))


def _spread(codes: list[str]) -> list[str]:
    """Some of every level, far from one another."""
    return codes[5 :: max(1, len(codes) // COMMITTEES)]


def _others(publication: Any, measured: Sequence[str]) -> list[str]:
    """As many that nobody asked for yet."""
    from sinasec.compliance.semaforo import reading

    codes = list(reading.respondents(publication))
    return [codes[(codes.index(code) + 1) % len(codes)] for code in measured]


def _published(publication: Any, code: str) -> Said:
    from sinasec.compliance.semaforo import reading

    return _told(reading.findings(publication, code, publication.as_of))


def _judged(publication: Any, code: str) -> Said:
    """As it was done: the facts of the committee judged from the first day of the law."""
    from sinasec.compliance.semaforo import reading
    from sinasec.methods.compliance.explanation.explain import explain

    facts = reading.inputs(publication).of(code)
    row = facts.committees.row(0, named=True)
    frames = (facts.acts, facts.reviews, facts.waivers, facts.completeness)
    known_at = publication.known_at.astimezone(UTC).replace(tzinfo=None)
    law = reading.edition(publication)
    return _told(explain(law, row, *frames, as_of=publication.as_of, known_at=known_at))


def _told(findings: Sequence[Any]) -> Said:
    return {(one.duty, one.light, one.state, one.period, one.counted) for one in findings}


def _page(publication: Any) -> Callable[[str], Said]:
    from django.test import Client

    client = Client()

    def ask(code: str) -> Said:
        answer = client.get(f"/comite/{code}/", headers={"host": "127.0.0.1"})
        if answer.status_code != 200:
            sys.exit(f"/comite/{code}/ respondió {answer.status_code}.")
        return set()

    return ask


def _timed(
    codes: Sequence[str], ask: Callable[[str], Said]
) -> tuple[dict[str, float], dict[str, Said]]:
    """Milliseconds (median): elapsed, and of processor; and what each committee was told."""
    elapsed, busy, said = [], [], {}
    for code in codes:
        start, work = time.perf_counter(), time.process_time()
        said[code] = ask(code)
        elapsed.append(1000 * (time.perf_counter() - start))
        busy.append(1000 * (time.process_time() - work))
    times = {"elapsed": elapsed[WARM:], "busy": busy[WARM:]}
    return {name: statistics.median(each) for name, each in times.items()}, said


def _same(ours: dict[str, Said], theirs: dict[str, Said]) -> None:
    for code, said in theirs.items():
        if ours[code] != said:
            sys.exit(f"{code}: las respuestas difieren: {sorted(ours[code] ^ said)[:4]}.")


def _print(
    publication: Any,
    ours: dict[str, float],
    former: dict[str, float],
    page: dict[str, float],
    compared: int,
) -> None:
    print(f"{publication.pk}, del {publication.horizon_from} al {publication.horizon_to}")
    rows = [
        ("hallazgos, de lo publicado", ours, ""),
        ("par: juzgar el comité otra vez", former, f"{compared} hallazgos iguales"),
        (f"la página entera, primera vez (meta {AIM_MS} ms)", page, ""),
    ]
    for name, times, note in rows:
        print(f"{name:48} {times['elapsed']:7.1f} ms {times['busy']:7.1f} ms procesador  {note}")


if __name__ == "__main__":
    main(*sys.argv[1:2])
