"""How look-up, find and load grow with the size of the pack, beside what does the same work: docs/growth.md.

python -m benchmarks.speed.growth             prints the tables
python -m benchmarks.speed.growth --write     writes them and the charts into docs/

It wants an install of the wheel, with tldr beside it, in .venv-speed: make speed. `kmnav check` grows in
docs/performance-check.md.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from benchmarks.speed.__main__ import INSTALLED, LOCALE, ROOT, ROUNDS, look_up_commands, rounds, tldr_cache
from benchmarks.speed.chart import chart
from benchmarks.speed.grown import grown_pack
from kmnav import find
from kmnav.find_index import index_services
from kmnav.load import load_pack
from kmnav.pack import Pack

PAGE, PICTURES = ROOT / "docs/growth.md", ROOT / "docs/pictures"
BEGIN, END = "<!-- tables -->\n", "<!-- end -->\n"
TERMS = tuple(int(each) for each in os.environ.get("SIZES", "100,1000,10000,100000").split(","))
SERVICES = tuple(int(each) for each in os.environ.get("SERVICES", "100,439,1000,10000").split(","))
IN_A_FILE = 1000
NAMES = {
    "pass": "python -c pass",
    "exact": "kmnav, exact",
    "slip": "kmnav, a slip",
    "typo": "kmnav, any other typo",
    "grep": "grep -i",
    "fzf": "fzf --filter, a slip",
    "sdcv": "sdcv, a slip",
    "tldr": "tldr, cached page",
}
Grown = dict[str, list[tuple[float, float]]]


def look_ups(folder: Path) -> Grown:
    """Milliseconds of a whole process that looks one word up, for each size of the glossary."""
    grown: Grown = {}
    for size in TERMS:
        commands = look_up_commands(folder, size)
        tldr = shutil.which("tldr", path=f"{INSTALLED}:{os.environ['PATH']}")
        if tldr:
            commands["tldr"] = (tldr, "tar")
        spent = rounds(commands, LOCALE | tldr_cache(folder))
        for each, seconds in spent.items():
            grown.setdefault(NAMES[each], []).append((size, 1000 * statistics.median(seconds)))
    return grown


def finds(pack: Pack) -> Grown:
    """Milliseconds of one search, and of weighing the services' words anew, for each number of services."""
    grown: Grown = {"find, a search": [], "find, the services' words weighed anew": []}
    for size in SERVICES:
        sized = grown_pack(pack, size)
        begin = time.perf_counter()
        index_services(sized)
        weighed = time.perf_counter() - begin
        find(sized, "cannot sleep for worry")
        searched = median_of(lambda sized=sized: find(sized, "my mum keeps forgetting things"), 50)  # type: ignore[misc]
        grown["find, a search"].append((size, 1000 * searched))
        grown["find, the services' words weighed anew"].append((size, 1000 * weighed))
    return grown


def loads(folder: Path) -> Grown:
    """Milliseconds of a strict load of the YAML, for each number of services."""
    grown: Grown = {"load, strict, from YAML": []}
    for size in SERVICES:
        data = folder / f"pack{size}"
        shutil.copytree(ROOT / "data", data)
        more = size - 439
        records = list(_records(more))
        for at in range(0, len(records), IN_A_FILE):
            (data / f"services/grown{at}.yaml").write_text("".join(records[at : at + IN_A_FILE]), encoding="utf-8")
        if more >= 0:
            grown["load, strict, from YAML"].append((size, 1000 * median_of(lambda data=data: load_pack(data), 3)))  # type: ignore[misc]
    return grown


def _records(count: int) -> Iterator[str]:
    """So many records of services under new ids, as text, copied from the national files over and over."""
    texts = [file.read_text(encoding="utf-8") for file in sorted((ROOT / "data/services").glob("*.yaml"))]
    originals = [each for text in texts for each in re.split(r"(?m)^(?=[a-z0-9-]+:$)", text)[1:]]
    for at in range(count):
        yield re.sub(r"\A([a-z0-9-]+):", rf"\1-{at}:", re.sub(r"(?m)^#.*\n", "", originals[at % len(originals)]))


def median_of(run: Callable[[], object], times: int) -> float:
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        spent.append(time.perf_counter() - start)
    return statistics.median(spent)


def table(grown: Grown, what: str) -> str:
    sizes = sorted({size for line in grown.values() for size, _ in line})
    rows = [f"| {what} | {' | '.join(f'{size:,}' for size in sizes)} |", f"| --- {'| ---: ' * len(sizes)}|"]
    for name, line in grown.items():
        known = dict(line)
        cells = (f"{known[size]:.1f}" if size in known else "" for size in sizes)
        rows.append(f"| {name}, ms | {' | '.join(cells)} |")
    return "\n".join(rows)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        terms = look_ups(Path(name))
        services: Mapping[str, list[tuple[float, float]]] = finds(load_pack(ROOT / "data")) | loads(Path(name))
    text = f"{ROUNDS} rounds that take turns.\n\n{table(terms, 'terms')}\n\n{table(dict(services), 'services')}\n"
    print(text)
    if "--write" in sys.argv:
        page = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(f"{page.split(BEGIN)[0]}{BEGIN}{text}{END}{page.split(END)[1]}", encoding="utf-8")
        charts = {
            "growth-look-up.svg": chart("One look-up, whole process", "terms", "milliseconds", terms),
            "growth-services.svg": chart(
                "Search and load, in process", "services in the pack", "milliseconds", services
            ),
        }
        for file, drawn in charts.items():
            (PICTURES / file).write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    main()
