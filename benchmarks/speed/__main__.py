"""The figures of docs/performance.md, in one run: whole processes in rounds that take turns, then the engine.

python -m benchmarks.speed             prints the tables
python -m benchmarks.speed --write     writes them into docs/performance.md

It wants an install of the wheel, with tldr beside it, in .venv-speed: make speed.
"""

from __future__ import annotations

import os
import platform
import runpy
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import yaml

from benchmarks.speed.grown import grown_glossary, grown_pack, write_stardict
from kmnav import recommend, replay
from kmnav.at_once import Held
from kmnav.key_index import flat_keys
from kmnav.load import load_pack
from kmnav.load_sayings import load_sayings
from kmnav.load_terms import load_glossary
from kmnav.model import Role
from kmnav.pack import Pack
from kmnav.replay import Arrived
from kmnav.terms import Glossary
from kmnav.tree import Reading

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/performance.md"
BEGIN, END = "<!-- tables -->\n", "<!-- end -->\n"
ROUNDS = int(os.environ.get("ROUNDS", "15"))
INSTALLED = Path(os.environ.get("SPEED_VENV", ROOT / ".venv-speed")) / "bin"
SIZES = tuple(int(each) for each in os.environ.get("SIZES", "1000,10000,100000").split(","))
FULL = "danger=none,today=none,about=mood,suicide=none,team=none,mood=low,age=34,practice=thanet"
LONG = 15
LOCALE = dict(os.environ) | {"PYTHONPATH": "", "LANG": "C.UTF-8"}
OURS_AND_TEXT = ((".bin", ".keys"), (".txt",))
TYPER = """import typer
app = typer.Typer(rich_markup_mode=None, add_completion=False)
@app.command()
def main() -> None: ...
app()
"""
TLDR = "# tar\n\n> Archiving utility.\n\n- Create an archive:\n\n`tar cf {{target.tar}} {{file}}`\n"


def rounds(commands: Mapping[str, Sequence[str]], environment: Mapping[str, str]) -> dict[str, list[float]]:
    """Seconds of each command, round by round, each round in turn."""
    spent: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, words in commands.items():
            start = time.perf_counter()
            subprocess.run(words, env=dict(environment), capture_output=True, check=False)
            spent[name].append(time.perf_counter() - start)
    return spent


def ratio(spent: Mapping[str, list[float]], name: str, floor: str) -> float | None:
    """The median of a command's time over that of another in the same round; None where either is absent."""
    if not spent.get(name) or not spent.get(floor):
        return None
    return statistics.median(mine / its for mine, its in zip(spent[name], spent[floor], strict=True))


def told(number: float | None) -> str:
    return "not measured" if number is None else f"{number:.2f}"


def processes(folder: Path) -> tuple[list[str], dict[str, list[float]]]:
    """Whole processes of the installed wheel beside their floors and peers."""
    (folder / "typer_floor.py").write_text(TYPER)
    python, kmnav = str(INSTALLED / "python"), str(INSTALLED / "kmnav")
    commands: dict[str, Sequence[str]] = {
        "pass": (python, "-c", "pass"),
        "typer": (python, str(folder / "typer_floor.py")),
        "glossary CCG": (kmnav, "glossary", "CCG"),
        "glossary, a slip that is settled": (kmnav, "glossary", "safegaurding"),
        "glossary, any other typo": (kmnav, "glossary", "CGCC"),
        "--version": (kmnav, "--version"),
        "--help": (kmnav, "--help"),
        "service NAME": (kmnav, "service", "thanet-safe-haven"),
        "route --json, every answer": (kmnav, "route", "--json", "--from", FULL),
        "find WORDS": (kmnav, "find", "cannot", "sleep", "for", "worry"),
    }
    for name, words in {"tldr": ("tldr", "tar"), "wtf": ("wtf", "FAQ")}.items():
        found = shutil.which(words[0], path=f"{INSTALLED}:{os.environ['PATH']}:/usr/games:/tmp/peers/bin")
        if found:
            commands[name] = (found, *words[1:])
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("KMNAV_", "PYTHON"))}
    spent = rounds(commands, kept | {**tldr_cache(folder), "LANG": "C.UTF-8"})
    lines = [
        "| command | ms | x `python -c pass` | x empty Typer command | x tldr | x wtf |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name in commands:
        figures = (told(ratio(spent, name, floor)) for floor in ("pass", "typer", "tldr", "wtf"))
        lines.append(f"| {name} | {1000 * statistics.median(spent[name]):.0f} | {' | '.join(figures)} |")
    lines += [f"| {name} | not measured | | | | |" for name in ("tldr", "wtf") if name not in commands]
    return lines, spent


def tldr_cache(folder: Path) -> Mapping[str, str]:
    """A cache with one page of tldr in it, by hand, as no page can be fetched; and the variable that names it."""
    for pages in ("pages", "pages.en"):
        page = folder / "cache/tldr" / pages / "common/tar.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(TLDR)
    return {"XDG_CACHE_HOME": str(folder / "cache")}


def memory(words: Sequence[str]) -> int:
    """The most memory of a command in kilobytes."""
    code = f"import resource, subprocess; subprocess.run({list(words)!r}, capture_output=True); "
    code += "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    return int(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)


def look_up_commands(folder: Path, size: int) -> dict[str, Sequence[str]]:
    """What looks one word up in a made-up glossary of so many terms, and what does so beside it."""
    flat = runpy.run_path(str(ROOT / "packaging/compile_pack.py"))["flat_glossary"]
    python, held = str(INSTALLED / "python"), str(ROOT / "benchmarks/speed/held.py")
    glossary = grown_glossary(size, load_glossary(ROOT / "data"))
    file, keys, text = folder / f"{size}.bin", folder / f"{size}.keys", folder / f"{size}.txt"
    file.write_bytes(flat(glossary))
    keys.write_bytes(flat_keys(glossary))
    answers = all_answers(Held(file.read_bytes()), glossary)
    # Peers search what kmnav shows, an entry a line: who looks a word up wants the whole of its entry.
    text.write_text("".join(f"{' '.join(each.split())}\n" for each in answers.values()))
    name = next(each for each in list(answers)[size // 2 :] if len(each) > LONG)
    # A letter left out: of slips the one that fzf can see through.
    slipped, misspelt = f"{name[:5]}{name[6:]}", f"{name[:5]}{name[6:-2]}{name[-1]}"
    commands: dict[str, Sequence[str]] = {
        "pass": (python, "-c", "pass"),
        "exact": (python, held, str(file), *name.split()),
        "slip": (python, held, str(file), *slipped.split()),
        "typo": (python, held, str(file), str(keys), *misspelt.split()),
        "grep": ("sh", "-c", f"grep -i '{name}' {text} | cat"),
    }
    if shutil.which("fzf"):
        commands["fzf"] = ("sh", "-c", f"fzf --filter '{slipped}' < {text} | cat")
    if shutil.which("sdcv"):
        write_stardict(folder / f"dict{size}", answers)
        commands["sdcv"] = ("sdcv", "-n", "-2", str(folder / f"dict{size}"), slipped)
    find_it(commands, name)
    return commands


def find_it(commands: Mapping[str, Sequence[str]], name: str) -> None:
    """Each that looks a word up finds its entry: who finds nothing may well be quick. Raises ValueError."""
    for each, words in commands.items():
        ran = subprocess.run(words, env=LOCALE, capture_output=True, text=True, check=False)
        if each != "pass" and name not in ran.stdout:
            raise ValueError(f"{each} did not find {name!r}: {ran.stdout[:200]!r} {ran.stderr[:200]!r}")


def all_answers(held: Held, glossary: Glossary) -> dict[str, str]:
    """What kmnav shows for each term."""
    return {each.term: held.answer(each.term, tuple(each.term.split())) or "" for each in glossary.terms.values()}


def look_ups(folder: Path) -> list[str]:
    """The look-up against the size of the glossary, beside what also looks a word up in a text."""
    lines = [
        "| terms | MB for kmnav | MB of text for the others | exact, x pass | a slip, x pass | any other typo, x pass "
        "| exact, x `grep -i` | slip, x `fzf --filter` | slip, x sdcv |",
        "| --- " * 9 + "|",
    ]
    for size in SIZES:
        commands = look_up_commands(folder, size)
        spent = rounds(commands, LOCALE)
        figures = (
            ratio(spent, *each)
            for each in (
                *((name, "pass") for name in ("exact", "slip", "typo")),
                ("exact", "grep"), ("slip", "fzf"), ("slip", "sdcv"),
            )
        )  # fmt: skip
        ours, text = (sum((folder / f"{size}{end}").stat().st_size for end in ends) for ends in OURS_AND_TEXT)
        lines.append(f"| {size:,} | {ours / 1e6:.1f} | {text / 1e6:.1f} | {' | '.join(map(told, figures))} |")
    return lines


def microseconds(run: Callable[[int], object], times: int = 300) -> float:
    spent = []
    for at in range(times):
        start = time.perf_counter()
        run(at)
        spent.append(time.perf_counter() - start)
    return 1e6 * statistics.median(spent)


def engine(pack: Pack) -> list[str]:
    """Replay and recommend of a full path, each time at another minute: hours are judged anew."""
    answers = dict(part.split("=") for part in FULL.split(","))
    begin = datetime(2026, 11, 20, 8)

    def walk(pack: Pack, at: int) -> None:
        step = replay(pack, answers)
        assert isinstance(step, Arrived)
        recommend(pack, step, Role.VOLUNTEER, begin + timedelta(minutes=17 * at))

    lines = ["| services in the pack | first call, microseconds | median of 300, microseconds |", "| --- | --- | --- |"]
    for each in (pack, grown_pack(pack, 10_000)):
        first = microseconds(lambda at, each=each: walk(each, at), 1)  # type: ignore[misc]
        usual = microseconds(lambda at, each=each: walk(each, at))  # type: ignore[misc]
        lines.append(f"| {len(each.services):,} | {first:,.0f} | {usual:,.0f} |")
    return lines


def yaml_of(root: Path, home: Path) -> list[Path]:
    """The files of YAML that a strict load of the pack with one region reads."""
    files = [*root.glob("*.yaml"), *root.glob("services/*.yaml"), *home.glob("**/*.yaml")]
    return [each for each in files if each.name not in ("glossary.yaml", "faqs.yaml")]


def loading() -> list[str]:
    """The strict load beside PyYAML's C loader on the same bytes; the sayings, which are no YAML, are told apart."""
    root, home = ROOT / "data", ROOT / "data/regions/kent-and-medway"
    texts = [each.read_text(encoding="utf-8") for each in yaml_of(root, home)]
    alone, whole = [], []
    for _ in range(5):
        start = time.process_time()
        said = load_sayings(Reading(root), root)
        sayings = time.process_time() - start
        start = time.process_time()
        load_pack(root, home.name)
        strict = time.process_time() - start
        start = time.process_time()
        for text in texts:
            yaml.load(text, yaml.CSafeLoader)
        plain = time.process_time() - start
        whole.append(strict / plain)
        alone.append((strict - sayings) / plain)
    size, lines = sum(map(len, texts)) / 1e6, sum(len(each.texts) for each in said.values())
    return [
        f"Strict load with the place of every part, and every reference followed: {statistics.median(alone):.2f} times "
        f"CSafeLoader on the same {size:.1f} MB of YAML; {statistics.median(whole):.2f} times with {lines:,} sayings "
        "besides, which are no YAML and which CSafeLoader does not read."
    ]


def in_a_process_of_its_own(part: str) -> str:
    """What a part tells: in this process, where much is held, whoever collects garbage would look slow."""
    code = f"from benchmarks.speed.__main__ import {part}; print(*{part}())"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return ran.stdout.strip()


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        lines, _ = processes(Path(name))
        python = str(INSTALLED / "python")
        most = memory((str(INSTALLED / "kmnav"), "glossary", "CCG")) / memory((python, "-c", "pass"))
        parts = [
            f"Python {platform.python_version()}, {os.cpu_count()} cores, {ROUNDS} rounds, "
            f"load of the machine {os.getloadavg()[0]:.1f}.",
            "\n".join(lines),
            f"Most memory of `kmnav glossary CCG`: {most:.2f} times that of `python -c pass`.",
            "\n".join(look_ups(Path(name))),
            "\n".join(engine(load_pack(ROOT / "data"))),
            in_a_process_of_its_own("loading"),
        ]
    text = "\n\n".join(parts) + "\n"
    print(text)
    if "--write" in sys.argv:
        page = PAGE.read_text(encoding="utf-8")
        before, after = page.split(BEGIN)[0], page.split(END)[1]
        PAGE.write_text(f"{before}{BEGIN}{text}{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
