"""The shipped pack as rows in Python modules, and its glossary as one flat file: what a wheel has beside the YAML.

A pack with an error stops the build. `kmnav.compiled` makes records of the rows, `kmnav.at_once` reads the flat file.
"""

from __future__ import annotations

import marshal
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import Field, fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from kmnav.at_once import BY_ID, MAGIC, NUMBER, digest
from kmnav.check import check_pack
from kmnav.check.glossary import Words
from kmnav.errors import PackInvalid, Severity
from kmnav.find_index import index_services
from kmnav.find_service import Names, build_names
from kmnav.glossary import Found, LookUp
from kmnav.key_index import flat_keys, keys_of
from kmnav.keys import Keys
from kmnav.learning import learn
from kmnav.likeness import build_senses
from kmnav.load import load_pack
from kmnav.load_terms import load_faqs, load_glossary
from kmnav.meant import Match, called
from kmnav.pack import Pack, build_serving
from kmnav.render.glossary import look_up_screen
from kmnav.render.plain import plain
from kmnav.render.version import version_words
from kmnav.replay import build_needed
from kmnav.said import Senses
from kmnav.signs import SignLists, flat_signs, sign_lists
from kmnav.slips import singular, without_a_letter
from kmnav.terms import Faqs, Glossary, Term
from kmnav.wording import words

Shape = tuple[str, Any] | None
NEVER_ROWS = "positions"
PACKED = 2  # a form that every Python since 3.0 reads


class Shapes:
    """What a field's type is made of, and the classes that were met."""

    def __init__(self) -> None:
        self.classes: dict[str, tuple[str, tuple[tuple[int, Shape], ...]]] = {}

    def of(self, hint: Any) -> Shape:
        """The shape of a type; None for what a row holds as it is. Raises TypeError for a type that has none."""
        if get_origin(hint) in (Union, types.UnionType):
            (hint,) = (each for each in get_args(hint) if each is not types.NoneType)
        origin, args = get_origin(hint), get_args(hint)
        if hint in (str, int, bool, float):
            return None
        if hint is date:
            return ("day", None)
        if origin is not None and issubclass(origin, Mapping):
            return ("map", self.of(args[1]))
        if origin is frozenset and self.of(args[0]) is None:
            return ("set", None)
        if origin is tuple:
            return self._of_tuple(args)
        if isinstance(hint, type) and (issubclass(hint, Enum) or is_dataclass(hint)):
            self._meet(hint)
            return ("enum" if issubclass(hint, Enum) else "record", hint.__name__)
        raise TypeError(f"{hint} cannot be compiled.")

    def _of_tuple(self, args: tuple[Any, ...]) -> Shape:
        inner = [self.of(each) for each in args if each is not ...]
        if not any(inner):
            return None
        if args[1:] != (...,):
            raise TypeError(f"A tuple of {args} cannot be compiled.")
        return ("many", inner[0])

    def _meet(self, cls: type) -> None:
        if cls.__name__ not in self.classes:
            parts = () if issubclass(cls, Enum) else self.parts(cls)
            self.classes[cls.__name__] = (cls.__module__, parts)
        if self.classes[cls.__name__][0] != cls.__module__:
            raise TypeError(f"Two classes are called {cls.__name__}.")

    def parts(self, cls: type[Any]) -> tuple[tuple[int, Shape], ...]:
        """The fields of a class that are not kept as they are: the place in its row, and the shape."""
        hints = get_type_hints(cls)
        shapes = ((at, self.of(hints[each.name])) for at, each in enumerate(written(cls)))
        return tuple((at, shape) for at, shape in shapes if shape is not None)


def written(cls: Any) -> list[Field[Any]]:
    """The fields of a class in the order in which it takes them."""
    return [each for each in fields(cls) if each.init and each.name != NEVER_ROWS]


def row_of(value: Any) -> Any:
    """A value as nested tuples of text and numbers."""
    if type(value) in (str, float, type(None)) or isinstance(value, Enum):
        return value.value if isinstance(value, Enum) else value
    if is_dataclass(value):
        return tuple(row_of(getattr(value, each.name)) for each in written(value))
    if isinstance(value, Mapping):
        return tuple(part for key, each in value.items() for part in (key, row_of(each)))
    if isinstance(value, frozenset):
        return tuple(sorted(value))
    if isinstance(value, tuple):
        return tuple(map(row_of, value))
    return value.toordinal() if isinstance(value, date) else value


def compiled_files(data: Path) -> dict[str, bytes]:
    """Every file below `kmnav/shipped` by its path there. Raises PackInvalid where a region's pack has errors."""
    shapes = Shapes()
    files: dict[str, bytes] = {"__init__.py": b""}
    for home in sorted(each.parent for each in data.glob("regions/*/region.yaml")):
        name = home.name.replace("-", "_")
        known = _checked(data, home.name)
        if known.pack.settings.region == home.name:
            usual, version = home.name, version_words(known.pack)
        files[f"{name}/__init__.py"] = b""
        files |= {f"{name}/{path}.py": text.encode() for path, text in _modules(shapes, known)}
        files |= {f"{name}/{path}.bin": build(known.pack) for path, build in FLAT.items()}
        files[f"{name}/glossary.bin"] = flat_glossary(known.glossary)
        files[f"{name}/keys.bin"] = flat_keys(known.glossary)
    folder = usual.replace("-", "_")
    files["usual.py"] = f"REGION = {usual!r}\nHOME = {folder!r}\nVERSION = {version!r}\n".encode()
    files["shapes.py"] = f"CLASSES = {shapes.classes!r}\n".encode()
    return files


def _checked(data: Path, region: str) -> Words:
    known = Words(load_pack(data, region), load_glossary(data, region), load_faqs(data, region))
    errors = [each for each in check_pack(known.pack, known).problems if each.severity is Severity.ERROR]
    if errors:
        raise PackInvalid(errors)
    return known


def _modules(shapes: Shapes, known: Words) -> Iterator[tuple[str, str]]:
    pack = known.pack
    hints, own = get_type_hints(Pack), written(Pack)
    apart = [(at, each.name) for at, each in enumerate(own) if _is_map_of_records(hints[each.name])]
    for _, name in apart:
        yield name, f"ROW = {_each_apart(getattr(pack, name))!r}\n"
    names = [name for _, name in apart]
    row = tuple(None if each.name in names else row_of(getattr(pack, each.name)) for each in own)
    parts = tuple((at, shape) for at, shape in shapes.parts(Pack) if own[at].name not in names)
    later = tuple((at, name, shapes.of(hints[name])[1]) for at, name in apart)  # type: ignore[index]
    shapes.classes["Pack"] = (Pack.__module__, ())
    told = {"ROW": row, "NAMES": tuple(each.name for each in own), "APART": later, "SHAPES": parts}
    told |= {"WORKED_OUT": tuple(BUILT), "FLAT": tuple(FLAT)}
    yield "pack", "".join(f"{name} = {each!r}\n" for name, each in told.items())
    for name, (build, kind) in BUILT.items():
        yield name, _module(shapes, build(pack), kind)
    yield "glossary", _module(shapes, known.glossary, Glossary)
    yield "faqs", _module(shapes, known.faqs, Faqs)


BUILT: Mapping[str, tuple[Callable[[Pack], Any], Any]] = {
    "senses": (build_senses, Senses),
    "sign_lists": (sign_lists, SignLists),
    "names": (build_names, Names),
    "serving": (build_serving, Mapping[str, tuple[str, ...]]),
    "needed": (build_needed, Mapping[str, tuple[str, ...]]),
}
FLAT: Mapping[str, Callable[[Pack], bytes]] = {"likeness": learn, "own_words": index_services, "signs": flat_signs}


def _module(shapes: Shapes, value: Any, kind: Any) -> str:
    return f"ROW = {row_of(value)!r}\nSHAPE = {shapes.of(kind)!r}\n"


def _each_apart(records: Mapping[str, Any]) -> tuple[str | bytes, ...]:
    """Ids and rows, each row packed by itself: who asks for one record does not unpack all."""
    return tuple(part for key, each in records.items() for part in (key, marshal.dumps(row_of(each), PACKED)))


def _is_map_of_records(hint: Any) -> bool:
    args = get_args(hint)
    return len(args) == 2 and is_dataclass(args[1]) and get_origin(hint) is not tuple


class Heap:
    """Bytes put one behind the other. Nothing stands at 0, so that 0 can say that there is nothing."""

    def __init__(self) -> None:
        self.parts = [bytes(NUMBER)]
        self.size = NUMBER

    def add(self, part: bytes) -> int:
        at = self.size
        self.parts.append(part)
        self.size += len(part)
        return at


def flat_glossary(glossary: Glossary) -> bytes:
    """Every plain look-up's answer, found by a digest of the words typed; the layout is told in `kmnav.at_once`."""
    heap, keys = Heap(), keys_of(glossary)
    entries = {each.id: heap.add(_texts(each.full, _lines(glossary, each))) for each in glossary.terms.values()}
    answers: dict[tuple[str, ...], int] = {}

    def answer(ids: tuple[str, ...]) -> int:
        if ids not in answers:
            answers[ids] = heap.add(_numbers(len(ids), *(entries[each] for each in ids)))
        return answers[ids]

    forms = [
        (digest(form), heap.add(_texts(form)), answer(ids)) for form in _forms(keys) if (ids := _called(keys, form))
    ]
    by_id = ((f"{BY_ID}{each}", answer((each,))) for each in entries)
    forms += [(digest(each), heap.add(_texts(each)), told) for each, told in by_id]
    slips: list[tuple[int, int]] = []
    for letters, held, meant in keys.every_slip_target():
        told = _numbers(answer(meant) if meant else 0)
        at = heap.add(_texts(letters, " ".join(sorted(held))) + told)
        slips += [(digest(each), at) for each in without_a_letter(letters)]
    table = b"".join(_numbers(*row) for row in (*sorted(forms), *sorted(slips)))
    return b"".join((MAGIC, _numbers(len(forms), len(slips)), table, *heap.parts))


def _forms(keys: Keys) -> Iterator[str]:
    """The words of every key as they may be typed: apart, as one, in the plural and in the singular."""
    spelt: dict[str, None] = {}
    for key in keys.all():
        for form in (key.words, tuple(map(singular, key.words)), (*key.words[:-1], f"{key.words[-1]}s")):
            spelt |= dict.fromkeys((" ".join(form), "".join(form)))
    yield from spelt


def _called(keys: Keys, form: str) -> tuple[str, ...]:
    spelt = tuple(form.split())
    met = called(keys, spelt) if words(form) == spelt else None
    return keys.in_order(met[1]) if met else ()


def _lines(glossary: Glossary, term: Term) -> str:
    return plain(look_up_screen(glossary, LookUp(term.label, Match.EXACT, (Found(term),))))


def _numbers(*numbers: int) -> bytes:
    return b"".join(each.to_bytes(NUMBER, "little") for each in numbers)


def _texts(*texts: str) -> bytes:
    return b"".join(_numbers(len(each.encode())) + each.encode() for each in texts)
