"""Requests a second, latency and memory of three kinds of page, in rounds that take turns with the floor.

Client and server share the machine, so read the ratios. Requests are bounded and go to this machine alone.
"""

from __future__ import annotations

import asyncio
import os
import platform
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

TABLE = Path(__file__).parents[2] / "docs/performance-web.md"
ROUNDS, REQUESTS, CONNECTIONS = 5, 800, 8
SINCE = int((datetime.now() - datetime(2020, 1, 1)).total_seconds() // 60)
PAGES = {
    "a question": f"/walk?since={SINCE}&danger=none&today=none",
    "a recommendation": f"/walk?since={SINCE}&danger=none&today=mind&age=34&practice=thanet",
    "a look-up": "/glossary?q=CCG",
}


@dataclass(frozen=True)
class Round:
    """One round of requests: how many a second, and seconds for one."""

    a_second: float
    median: float
    slowest: float


@contextmanager
def served(factory: str, workers: int) -> Iterator[tuple[int, int]]:
    """A server of `factory` on a free port: the port and the process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = f"from benchmarks.web.hello import serve; serve({factory!r}, {port}, {workers})"
    process = subprocess.Popen([sys.executable, "-c", command], stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                time.sleep(1)
                return
        time.sleep(0.1)
    raise SystemExit("The server did not start.")


async def _connection(port: int, path: str, count: int, took: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\n\r\n".encode()
    for _ in range(count):
        start = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise SystemExit(f"{path}: {head.splitlines()[0].decode()}")
        length = next(int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        await reader.readexactly(length)
        took.append(time.perf_counter() - start)
    writer.close()
    await writer.wait_closed()


async def _all(port: int, path: str) -> Round:
    took: list[float] = []
    start = time.perf_counter()
    await asyncio.gather(*(_connection(port, path, REQUESTS // CONNECTIONS, took) for _ in range(CONNECTIONS)))
    return Round(
        len(took) / (time.perf_counter() - start), statistics.median(took), sorted(took)[int(len(took) * 0.99)]
    )


def memory_of(process: int) -> list[float]:
    """Megabytes that a server holds, each of its processes with a loaded app."""
    sizes = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            fields = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        except OSError:
            continue
        if process in (int(fields["Pid"]), int(fields["PPid"])) and "VmRSS" in fields:
            sizes.append(int(fields["VmRSS"].split()[0]) / 1024)
    return sizes


def measured(workers: int) -> Iterator[str]:
    """The rows of the table for a number of workers."""
    with (
        served("benchmarks.web.hello:app", workers) as (floor, floor_process),
        served("kmnav.cli.serve:app_of_variables", workers) as (port, process),
    ):
        rounds: dict[str, list[Round]] = {"hello": [], **{name: [] for name in PAGES}}
        for _ in range(ROUNDS):
            rounds["hello"].append(asyncio.run(_all(floor, "/")))
            for name, path in PAGES.items():
                rounds[name].append(asyncio.run(_all(port, path)))
        for name, told in rounds.items():
            ratios = [hello.a_second / each.a_second for hello, each in zip(rounds["hello"], told, strict=True)]
            memory = max(memory_of(floor_process if name == "hello" else process))
            yield (
                f"| {workers} | {name} | {statistics.median(each.a_second for each in told):,.0f} "
                f"| {statistics.median(ratios):.1f} | {statistics.median(each.median for each in told) * 1000:.1f} "
                f"| {statistics.median(each.slowest for each in told) * 1000:.1f} | {memory:.0f} |"
            )


def main() -> None:
    """Measure, and write the table."""
    cores = os.cpu_count() or 1
    lines = [
        "# How fast the web face answers",
        "",
        f"`make load` on {datetime.now():%d %B %Y}: Python {platform.python_version()}, {cores} cores, client on the "
        f"same machine, {CONNECTIONS} connections, {REQUESTS} requests a round, "
        f"medians of {ROUNDS} rounds that take turns. "
        "The floor is a bare Starlette page of one line under the same uvicorn.",
        "",
        "| workers | page | requests a second | times the floor's time | median, ms | 99th of 100, ms | MB a worker |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *(row for workers in (1, 2) for row in measured(workers)),
        "",
    ]
    TABLE.write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(lines))


main()
