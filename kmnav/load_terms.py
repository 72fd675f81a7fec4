"""From the glossary's YAML to a `Glossary`, apart from the pack, so that a look-up does not load the walk.

A region's file adds terms, and adds to terms of England below `local`. England's file never names a
region's term: it has to hold for every region.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from kmnav.contacts import Source
from kmnav.errors import KmnavError, PackInvalid
from kmnav.load import shipped_pack
from kmnav.record import replace
from kmnav.shape import build_map
from kmnav.terms import Faq, Faqs, Glossary, Local, Term
from kmnav.tree import Reading, Tree

SECTIONS = ("terms", "local")


def load_glossary(folder: Path | str | None = None, region: str | None = None) -> Glossary:
    """The terms of the pack in `folder` (the shipped one if None) with those of one region.

    Raises PackInvalid with every problem found, or KmnavError where there is no glossary at all.
    """
    root, home = _folders(folder, region)
    files = [each for each in (root / "glossary.yaml", home / "glossary.yaml") if each.is_file()]
    if not files:
        raise KmnavError(f'The pack in "{root}" has no glossary.', "Add glossary.yaml, or leave out --pack.")
    reading = Reading(root)
    trees = {file: _read(reading, file) for file in files}
    terms: dict[str, Term] = {}
    for tree in trees.values():
        terms.update(build_map(reading, Term, tree.get("terms", {}), "terms"))
    whole = [each for each in trees if each.parent != root]
    added: dict[str, Local] = {}
    for file in whole:
        added.update(build_map(reading, Local, trees[file].get("local", {}), "local"))
    own = {key for file in whole for key in _as_map(trees[file].get("terms"))}
    if not reading.problems:
        _broken(reading, terms, own, added)
    _raise(reading)
    merged = {key: _with_local(term, added.get(key)) for key, term in terms.items()}
    return Glossary(MappingProxyType(merged), frozenset(own), MappingProxyType(reading.positions))


def load_faqs(folder: Path | str | None = None, region: str | None = None) -> Faqs:
    """Questions and answers of England, then of the region. Empty where the pack has none."""
    root, home = _folders(folder, region)
    reading = Reading(root)
    faqs: dict[str, Faq] = {}
    for file in (root / "faqs.yaml", home / "faqs.yaml"):
        if file.is_file():
            tree = _without_known(reading, reading.read(file, "faqs"), faqs, "faqs")
            faqs.update(build_map(reading, Faq, tree, "faqs"))
    for faq in faqs.values():
        _sourced(reading, f"faqs.{faq.id}", faq.sources)
    _raise(reading)
    return Faqs(MappingProxyType(faqs), MappingProxyType(reading.positions))


def _folders(folder: Path | str | None, region: str | None) -> tuple[Path, Path]:
    root = Path(folder).expanduser() if folder is not None else shipped_pack()
    if not (root / "pack.yaml").is_file():
        raise KmnavError(f'There is no pack in "{root}".', "Give a folder that has a pack.yaml, or leave out --pack.")
    name = region or _usual_region(root)
    home = root / "regions" / name
    if not (home / "region.yaml").is_file():
        known = sorted(each.parent.name for each in root.glob("regions/*/region.yaml"))
        raise KmnavError(f'The pack has no region "{name}".', f"Use one of: {', '.join(known) or 'none'}.")
    return root, home


def _usual_region(root: Path) -> str:
    reading = Reading(root)
    region = reading.read(root / "pack.yaml", "settings").get("region")
    _raise(reading)
    return region if isinstance(region, str) else ""


def _read(reading: Reading, file: Path) -> dict[str, Tree]:
    before = dict(reading.positions)
    tree = reading.read(file, "")
    allowed = SECTIONS if file.parent != reading.root else SECTIONS[:1]
    for key in [each for each in tree if each not in allowed]:
        reading.complain("LOAD-UNKNOWN", key, f'"{key}" does not belong here.', f"Known here: {', '.join(allowed)}.")
    terms = tree.get("terms", {})
    if not isinstance(terms, dict):
        return tree
    known = {path.partition(".")[2] for path in before if path.startswith("terms.") and path.count(".") == 1}
    return {**tree, "terms": _without_known(reading, terms, known, "terms", before)}


def _without_known(
    reading: Reading,
    tree: Mapping[str, Tree],
    known: Iterable[str],
    prefix: str,
    before: Mapping[str, tuple[str, int]] | None = None,
) -> dict[str, Tree]:
    """The records whose ids are new; an id that stands twice is a problem."""
    twice = set(known) & set(tree)
    for key in sorted(twice):
        first = (before or {}).get(f"{prefix}.{key}")
        where = f"in {first[0]}, line {first[1]}" if first else "in another file"
        message = f'The id "{key}" stands already {where}.'
        reading.complain("LOAD-TWICE", f"{prefix}.{key}", message, "Give one of the two another id.")
    return {key: each for key, each in tree.items() if key not in twice}


def _as_map(tree: Tree | None) -> dict[str, Tree]:
    return tree if isinstance(tree, dict) else {}


def _broken(reading: Reading, terms: Mapping[str, Term], own: set[str], added: Mapping[str, Local]) -> None:
    """References to terms that do not exist, or that England's file may not name."""
    england = set(terms) - own
    for term in terms.values():
        for key, other in _named(term):
            path = f"terms.{term.id}.{key}"
            _refer(reading, path, other, terms)
            if other in own and term.id not in own:
                message = f'"{term.id}" holds all over England and names "{other}" of one region.'
                reading.complain("REF-REGION", path, message, "Move it to the region's file, below local.")
        if term.here and term.id not in own:
            message = f'"{term.id}" holds all over England and says what holds here.'
            reading.complain("REF-REGION", f"terms.{term.id}.here", message, "Move it to the region's file.")
        _sourced(reading, f"terms.{term.id}", term.sources)
    for local in added.values():
        _refer(reading, f"local.{local.id}", local.id, england)
        for other in (*local.see_also, *(each.id for each in local.also_became)):
            _refer(reading, f"local.{local.id}", other, terms)
        _sourced(reading, f"local.{local.id}", local.sources)


def _named(term: Term) -> Iterator[tuple[str, str]]:
    yield from (("became", each.id) for each in term.became)
    yield from (("see_also", each) for each in term.see_also)
    if term.kind_of:
        yield "kind_of", term.kind_of


def _refer(reading: Reading, path: str, other: str, known: Iterable[str]) -> None:
    from difflib import get_close_matches

    if other not in known:
        near = get_close_matches(other, list(known), 1, 0.6)
        fix = f'Did you mean "{near[0]}"?' if near else "Add that term, or name one that exists."
        reading.complain("REF-MISSING", path, f'There is no term "{other}".', fix)


def _sourced(reading: Reading, path: str, sources: Mapping[str, Source]) -> None:
    for source in sources.values():
        if (source.url is None) == (source.seen_in is None):
            message = "A source has a url, or seen_in where there is none."
            reading.complain("LOAD-SHAPE", f"{path}.sources.{source.id}", message, "Give exactly one.")


def _with_local(term: Term, local: Local | None) -> Term:
    if local is None:
        return term
    return replace(
        term,
        here=local.here,
        became=(*term.became, *local.also_became),
        aliases=(*term.aliases, *local.aliases),
        see_also=(*term.see_also, *local.see_also),
        documents=(*term.documents, *local.documents),
        sources=MappingProxyType({**term.sources, **local.sources}),
    )


def _raise(reading: Reading) -> None:
    if reading.problems:
        raise PackInvalid(sorted(reading.problems, key=lambda each: (each.file, each.line, each.message)))
