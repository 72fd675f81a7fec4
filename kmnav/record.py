"""Frozen records, quick to define: `dataclass`, `field` and `replace` as in the standard library, for what kmnav needs.

The library writes and compiles five methods for each class at every start, half a millisecond a record; a command
defines about a hundred. Here all records share their methods. To a type checker, and to `dataclasses.fields`,
`replace` and `asdict`, they are dataclasses.
"""

from __future__ import annotations

from operator import attrgetter

TYPE_CHECKING = False  # typing itself takes as long to import as a look-up
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from dataclasses import dataclass, field, replace
    from typing import Any
else:

    def dataclass(*, frozen: bool = True, slots: bool = False, repr: bool = True, eq: bool = True) -> Any:  # noqa: A002
        """Make a record of a class: its annotations are its fields, in their order. A record is always frozen."""
        if not frozen:
            raise TypeError("A record is frozen.")
        return lambda cls: _record(cls, slots=slots, shown=repr, by_value=eq)

    def field(**told: Any) -> Any:
        """What is to be known of a field besides its type: `default`, `default_factory`, `init`, `metadata`."""
        return _Field(told)

    def replace(record: Any, /, **changes: Any) -> Any:
        """The record with other values in some fields. Those that `init` leaves out are made anew."""
        cls = type(record)
        kept = (name for name in cls.__dict__["_written"] if name not in changes and _told(cls, name).get("init", True))
        return cls(**{name: getattr(record, name) for name in kept}, **changes)


__all__ = ["dataclass", "field", "field_names", "replace"]


def field_names(cls: type) -> tuple[str, ...]:
    """The names of a record's fields, in their order."""
    return tuple(cls.__dict__["_written"])


class _Field:
    """What was told of a field."""

    __slots__ = ("told",)

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.told = told


class _Fields:
    """The fields as the standard library keeps them, worked out when it first asks."""

    def __get__(self, record: object, cls: type) -> dict[str, Any]:
        from dataclasses import field as library_field
        from dataclasses import make_dataclass

        specs = [(name, of, library_field(**_told(cls, name))) for name, of in cls.__dict__["_written"].items()]
        likeness = make_dataclass(cls.__name__, specs, init=False, repr=False, eq=False)
        found: dict[str, Any] = vars(likeness)["__dataclass_fields__"]
        cls.__dataclass_fields__ = found  # type: ignore[attr-defined]
        return found


def _told(cls: type, name: str) -> Mapping[str, Any]:
    given = cls.__dict__["_given"]
    if name not in given:
        return {}
    return given[name].told if isinstance(given[name], _Field) else {"default": given[name]}


def _record(cls: type, *, slots: bool, shown: bool, by_value: bool) -> type:
    written = {name: of for name, of in vars(cls).get("__annotations__", {}).items() if "ClassVar" not in str(of)}
    body = {name: held for name, held in vars(cls).items() if name not in ("__dict__", "__weakref__")}
    body["_written"], body["_given"] = written, {name: body.pop(name) for name in written if name in body}
    body["__dataclass_fields__"], body["__match_args__"] = _Fields(), tuple(written)
    body["__qualname__"] = cls.__qualname__
    body.update(_FROZEN if slots else {key: _FROZEN[key] for key in ("__setattr__", "__delattr__")})
    if slots:
        body["__slots__"] = tuple(written)
    if by_value:
        same, of_values = _compared(tuple(written))
        body.setdefault("__eq__", same)
        body.setdefault("__hash__", of_values)
    if shown:
        body.setdefault("__repr__", _shown)
    made = type(cls)(cls.__name__, cls.__bases__, body)
    type.__setattr__(made, "__init__", _init(made, slots=slots))
    return made


def _init(cls: type, *, slots: bool) -> Callable[..., None]:
    """What fills a new record: values in the order of the fields or by their names, then what was not given."""
    setters = {name: getattr(cls, name).__set__ if slots else _setter(name) for name in cls.__dict__["_written"]}
    told = {name: _told(cls, name) for name in setters}
    asked = [(name, put, told[name]) for name, put in setters.items() if told[name].get("init", True)]
    ordered = tuple(put for _, put, _ in asked)
    rest = tuple((name, put, _value_of(each)) for name, put, each in asked)
    never = tuple((put, _value_of(told[name])) for name, put in setters.items() if not told[name].get("init", True))
    count = len(ordered)

    def fill(self: object, /, *values: Any, **named: Any) -> None:
        for put, value in zip(ordered, values):  # noqa: B905 - too many are told of below, too few are looked for
            put(self, value)
        if named or len(values) != count:
            fill_rest(self, len(values), named)
        for put, make in never:
            if make is not None:
                put(self, make())

    def fill_rest(self: object, given: int, named: dict[str, Any]) -> None:
        for name, put, make in rest[given:]:
            if name in named:
                put(self, named.pop(name))
            elif make is not None:
                put(self, make())
            else:
                raise TypeError(f"{cls.__name__} is made without {name!r}.")
        if named or given > count:
            raise TypeError(f"{cls.__name__} is made with more than its fields: {', '.join(named) or given}.")

    return fill


def _value_of(told: Mapping[str, Any]) -> Callable[[], Any] | None:
    """What makes the value of a field that was not given; None where it must be."""
    if "default_factory" in told:
        return told["default_factory"]  # type: ignore[no-any-return]
    if "default" in told:
        default = told["default"]
        return lambda: default
    return None


def _setter(name: str) -> Callable[[object, Any], None]:
    return lambda self, value: object.__setattr__(self, name, value)


def _compared(names: tuple[str, ...]) -> tuple[Callable[..., Any], Callable[..., int]]:
    """Equality and hash by the values of all fields."""
    values: Callable[[object], Any] = attrgetter(*names) if names else lambda _: ()

    def same(self: object, other: object) -> Any:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    return same, lambda self: hash(values(self))


def _shown(self: object) -> str:
    cls = type(self)
    told = ", ".join(f"{name}={getattr(self, name)!r}" for name in cls.__dict__["_written"])
    return f"{cls.__qualname__}({told})"


def _refuse(self: object, name: str, value: object = None) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"A {type(self).__name__} never changes: {name!r} cannot be set.")


def _state(self: object) -> list[Any]:
    return [getattr(self, name) for name in type(self).__dict__["_written"]]


def _restore(self: object, state: list[Any]) -> None:
    for name, value in zip(type(self).__dict__["_written"], state, strict=True):
        object.__setattr__(self, name, value)


_FROZEN = {"__setattr__": _refuse, "__delattr__": _refuse, "__getstate__": _state, "__setstate__": _restore}
