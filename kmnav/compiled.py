"""The pack that came with the program, as its build compiled it: records are made from rows when first asked for.

packaging/compile_pack.py writes the rows into the wheel, as modules of `kmnav.shipped`. An editable install has none of
them and reads the YAML. Nothing here knows a class: what a field holds stands in the shapes beside the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib import import_module
from marshal import loads
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kmnav.flat import Flat
from kmnav.record import replace

if TYPE_CHECKING:
    from kmnav.pack import Pack
    from kmnav.terms import Faqs, Glossary

ROWS = "kmnav.shipped"
Make = Callable[[Any], Any]


class Later(Mapping[str, Any]):
    """A map whose records are made when they are asked for, in the order of the files. It never changes."""

    __slots__ = ("_fetch", "_made", "_make", "_rows")

    def __init__(self, fetch: Callable[[], dict[str, Any]], make: Callable[[], Make]) -> None:
        self._fetch = fetch
        self._make = make
        self._rows: dict[str, Any] | None = None
        self._made: dict[str, Any] = {}

    def _all(self) -> dict[str, Any]:
        if self._rows is None:
            self._rows = self._fetch()
        return self._rows

    def __getitem__(self, key: str) -> Any:
        if key not in self._made:
            self._made.setdefault(key, self._make()(self._all()[key]))
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __contains__(self, key: object) -> bool:
        return key in self._all()

    def __repr__(self) -> str:
        return repr(dict(self))


def shipped_region() -> str | None:
    """The region that the compiled pack names as its own; None where nothing was compiled."""
    return str(_rows("usual").REGION) if _is_there("usual") else None


def compiled_pack(region: str | None) -> Pack | None:
    """The shipped pack with one region; None where the build compiled none of that name."""
    home = _home(region)
    if home is None:
        return None
    rows = _rows(f"{home}.pack")
    values = list(rows.ROW)
    for at, name, shape in rows.APART:
        values[at] = _later(f"{home}.{name}", shape)
    for at, shape in rows.SHAPES:
        values[at] = _maker(shape)(values[at])
    told = dict(zip(rows.NAMES, values, strict=True))
    pack: Pack = _class("Pack")(**told, positions=_places("load", "load_pack", region))
    made = {name: _made_once(f"{home}.{name}") for name in rows.WORKED_OUT}
    made |= {name: _mapped(home, name) for name in rows.FLAT}
    object.__setattr__(pack, "worked_out", MappingProxyType(made))
    return pack


def compiled_glossary(region: str | None) -> Glossary | None:
    """The shipped glossary with one region's terms; None where the build compiled none of that name."""
    made: Glossary | None = _of_words(region, "glossary")
    if made is not None:
        worked_out = {"keys": _mapped(_home(region) or "", "keys")}
        object.__setattr__(made, "worked_out", MappingProxyType(worked_out))
    return made


def compiled_faqs(region: str | None) -> Faqs | None:
    """The shipped questions with answers; None where the build compiled none of that region."""
    return _of_words(region, "faqs")  # type: ignore[no-any-return]


def _of_words(region: str | None, name: str) -> Any:
    home = _home(region)
    if home is None:
        return None
    return replace(_made_once(f"{home}.{name}")(), positions=_places("load_terms", f"load_{name}", region))


def _places(module: str, function: str, region: str | None) -> Later:
    """The file and line of every part: read from the YAML, as only those ask who keep a pack."""

    def read() -> dict[str, Any]:
        return dict(getattr(import_module(f"kmnav.{module}"), function)(None, region).positions)

    return Later(read, lambda: _as_it_is)


def _home(region: str | None) -> str | None:
    """The name of a region's rows; None where there are none."""
    name = (region or shipped_region() or "").replace("-", "_")
    return name if name.isidentifier() and _is_there(f"{name}.pack") else None


def _is_there(name: str) -> bool:
    try:
        _rows(name)
    except ModuleNotFoundError:
        return False
    return True


def _rows(name: str) -> Any:
    return import_module(f"{ROWS}.{name}")


def _later(name: str, shape: Any) -> Later:
    """A map of records whose rows are packed each by itself."""

    def unpacking() -> Make:
        make = _maker(shape)
        return lambda packed: make(loads(packed))

    return Later(lambda: _pairs(_rows(name).ROW), unpacking)


def _made_once(name: str) -> Callable[[], Any]:
    return lambda: _maker(_rows(name).SHAPE)(_rows(name).ROW)


def _mapped(home: str, name: str) -> Callable[[], Flat]:
    """A flat piece that the build wrote beside the rows, mapped into memory: only what is asked for is read."""

    def open_it() -> Flat:
        from mmap import ACCESS_READ, mmap

        folder = str(_rows(f"{home}.pack").__file__).removesuffix("pack.py")
        with open(f"{folder}{name}.bin", "rb") as file:
            return Flat(memoryview(mmap(file.fileno(), 0, access=ACCESS_READ)))

    return open_it


@cache
def _maker(shape: Any) -> Make:
    """What makes a value of a shape from its row."""
    if shape is None:
        return _as_it_is
    kind, inner = shape
    return _MAKERS[kind](inner)


def _several_maker(inner: Any) -> Make:
    make = _maker(inner)
    return lambda rows: tuple(make(each) for each in rows)


def _map_maker(inner: Any) -> Make:
    if inner is None:
        return lambda rows: MappingProxyType(_pairs(rows))
    return lambda rows: Later(lambda: _pairs(rows), lambda: _maker(inner))


def _record_maker(name: str) -> Make:
    made, parts = _class(name), [(at, _maker(shape)) for at, shape in _shapes()[name][1]]

    def make(row: tuple[Any, ...]) -> Any:
        values = list(row)
        for at, part in parts:
            if values[at] is not None:
                values[at] = part(values[at])
        return made(*values)

    return make


def _as_it_is(value: Any) -> Any:
    return value


def _pairs(rows: tuple[Any, ...]) -> dict[str, Any]:
    """A map as its build flattened it: key, value, key, value."""
    return dict(zip(rows[::2], rows[1::2], strict=True))


def _class(name: str) -> Any:
    return getattr(import_module(_shapes()[name][0]), name)


def _shapes() -> Mapping[str, Any]:
    shapes: Mapping[str, Any] = _rows("shapes").CLASSES
    return shapes


_MAKERS: Mapping[str, Callable[[Any], Make]] = {
    "record": _record_maker,
    "enum": _class,
    "day": lambda _: date.fromordinal,
    "set": lambda _: frozenset,
    "many": _several_maker,
    "map": _map_maker,
}
