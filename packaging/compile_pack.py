"""The shipped pack as rows in Python modules, and its glossary as one flat file: what the wheel carries beside the YAML.

A pack with an error stops the build. `kmnav.compiled` makes records of the rows, `kmnav.at_once` reads the flat file.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import Field, fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from kmnav.check import check_pack
from kmnav.check.glossary import Words
from kmnav.errors import PackInvalid, Severity
from kmnav.find_index import Index, build_index
from kmnav.load import load_pack
from kmnav.load_terms import load_faqs, load_glossary
from kmnav.pack import Pack
from kmnav.scan import Signs, build_signs
from kmnav.terms import Faqs, Glossary
from packaging.compile_words import flat_glossary

Shape = tuple[str, Any] | None
NEVER_ROWS = "positions"


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
    if isinstance(value, Enum):
        return value.value
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
    usual = load_pack(data).region.id
    files: dict[str, bytes] = {"__init__.py": b""}
    for home in sorted(each.parent for each in data.glob("regions/*/region.yaml")):
        name = home.name.replace("-", "_")
        words = _checked(data, home.name)
        files[f"{name}/__init__.py"] = b""
        files |= {f"{name}/{path}.py": text.encode() for path, text in _modules(shapes, words)}
        files[f"{name}/glossary.bin"] = flat_glossary(words.glossary)
    files["usual.py"] = f"REGION = {usual!r}\nCLASSES = {shapes.classes!r}\n".encode()
    return files


def _checked(data: Path, region: str) -> Words:
    words = Words(load_pack(data, region), load_glossary(data, region), load_faqs(data, region))
    errors = [each for each in check_pack(words.pack, words).problems if each.severity is Severity.ERROR]
    if errors:
        raise PackInvalid(errors)
    return words


def _modules(shapes: Shapes, words: Words) -> Iterator[tuple[str, str]]:
    pack = words.pack
    hints, own = get_type_hints(Pack), written(Pack)
    apart = [(at, each.name) for at, each in enumerate(own) if _is_map_of_records(hints[each.name])]
    for _, name in apart:
        yield name, f"ROW = {row_of(getattr(pack, name))!r}\n"
    names = [name for _, name in apart]
    row = tuple(None if each.name in names else row_of(getattr(pack, each.name)) for each in own)
    parts = tuple((at, shape) for at, shape in shapes.parts(Pack) if own[at].name not in names)
    later = tuple((at, name, shapes.of(hints[name])[1]) for at, name in apart)  # type: ignore[index]
    shapes.classes["Pack"] = (Pack.__module__, ())
    names_told = tuple(each.name for each in own)
    yield "pack", f"ROW = {row!r}\nNAMES = {names_told!r}\nAPART = {later!r}\nSHAPES = {parts!r}\nWORKED_OUT = {WORKED_OUT!r}\n"
    for name, made in ((FIND, build_index(pack)), (SIGNS, build_signs(pack))):
        yield name, _module(shapes, made)
    yield "glossary", _module(shapes, words.glossary)
    yield "faqs", _module(shapes, words.faqs)


FIND, SIGNS = WORKED_OUT = ("find", "signs")


def _module(shapes: Shapes, value: Index | Signs | Glossary | Faqs) -> str:
    return f"ROW = {row_of(value)!r}\nSHAPE = {shapes.of(type(value))!r}\n"


def _is_map_of_records(hint: Any) -> bool:
    args = get_args(hint)
    return len(args) == 2 and is_dataclass(args[1]) and get_origin(hint) is not tuple
