"""A bounded load on an address of this machine: keep-alive connections, fixed rate or as fast as
they answer. Latency is counted from the instant a request was due, so a stall is not hidden."""

import asyncio
import time
from dataclasses import dataclass

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Load:
    """What came of a run; latencies in milliseconds."""

    requests: int
    failures: int
    seconds: float
    per_second: float
    p50: float
    p99: float


def run(
    host: str,
    port: int,
    paths: list[str],
    *,
    connections: int = 16,
    seconds: float = 5.0,
    rate: float | None = None,
    headers: str = "",
) -> Load:
    """Ask for `paths` in turn for `seconds`; `rate` a second, or None: as fast as answered."""
    if host not in LOOPBACK:
        raise ValueError("la carga solo se dirige a esta misma máquina")
    return asyncio.run(_run(host, port, paths, connections, seconds, rate, headers))


async def _run(
    host: str,
    port: int,
    paths: list[str],
    connections: int,
    seconds: float,
    rate: float | None,
    headers: str,
) -> Load:
    latencies: list[float] = []
    failures = 0
    begun = time.perf_counter()
    next_slot = 0

    async def worker() -> None:
        nonlocal failures, next_slot
        reader, writer = await asyncio.open_connection(host, port)
        while True:
            slot = next_slot
            next_slot += 1
            due = begun + slot / rate if rate else time.perf_counter()
            if due - begun > seconds:
                break
            wait = due - time.perf_counter()
            if wait > 0:
                await asyncio.sleep(wait)
            path = paths[slot % len(paths)]
            writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode())
            status = await _answer(reader)
            latencies.append((time.perf_counter() - due) * 1000)
            failures += status not in {200, 304}
        writer.close()

    await asyncio.gather(*(worker() for _ in range(connections)))
    elapsed = time.perf_counter() - begun
    ordered = sorted(latencies)
    return Load(
        requests=len(ordered),
        failures=failures,
        seconds=elapsed,
        per_second=len(ordered) / elapsed,
        p50=ordered[len(ordered) // 2],
        p99=ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))],
    )


async def _answer(reader: asyncio.StreamReader) -> int:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    status = int(head.split(" ", 2)[1])
    if status == 304:
        return status
    if "transfer-encoding: chunked" in head:
        while True:
            size = int((await reader.readline()).strip(), 16)
            await reader.readexactly(size + 2)
            if size == 0:
                return status
    length = head.split("content-length:", 1)[1].split("\r\n", 1)[0]
    await reader.readexactly(int(length))
    return status
