"""One slip in one file of a pack, made by chance: in the tree of its YAML, or in its bytes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from random import Random

import yaml


class Must(Enum):
    """What has to come of a slip."""

    EITHER = "loads or is refused"
    BE_REFUSED = "is refused"
    CHANGE_NOTHING = "loads as before"


@dataclass(frozen=True)
class Part:
    """A node of the YAML: where its text begins and ends. A value of a map knows where its key begins."""

    node: yaml.Node
    start: int
    end: int
    key: int | None = None

    @property
    def is_text(self) -> bool:
        """Whether it is one line of text as it was typed, without quotes or folds."""
        return isinstance(self.node, yaml.ScalarNode) and self.node.style in (None, "")


@dataclass(frozen=True)
class Whole:
    """A file as it was, and its parts."""

    text: str
    parts: tuple[Part, ...]


Slip = tuple[bytes, Must]
JUNK = (
    "", "x", "~", "null", "yes", "0", "-1", "999999999999", "1e9", "0x1F", "2026-13-45", "unknown", "all", "none",
    "under 999", "18+", "17.5-3", "Mo-Fr 25:00-26:00", "24/7", "%", "@", "`", "[", "{", "- - -", "a: b", "#", "|",
    ">", "\u200b", "\u202e\u2066", "\u0301" * 40, "\U0001f198", "'", '"', "x" * 20_000, "../../etc", "\x1b[31m",
    "${HOME}", "{{ 7*7 }}", "<script>", "[bold]", "danger", "not-sure", "call-999", "age", "12m", "0300 000 0000",
)  # fmt: skip


def whole(text: str) -> Whole:
    """The file with its parts, found once."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)

    def at(mark: yaml.Mark) -> int:
        return min(starts[mark.line] + mark.column, len(text))

    def parts_of(node: yaml.Node, key: int | None) -> Iterator[Part]:
        yield Part(node, at(node.start_mark), at(node.end_mark), key)
        if isinstance(node, yaml.MappingNode):
            for name, value in node.value:
                yield from parts_of(value, at(name.start_mark))
        elif isinstance(node, yaml.SequenceNode):
            for each in node.value:
                yield from parts_of(each, None)

    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    return Whole(text, tuple(parts_of(root, None)) if root is not None else ())


def slip(file: Whole, chance: Random) -> tuple[str, bytes, Must]:
    """The kind of the slip, the file with it, and what must come of it."""
    name = chance.choice(list(KINDS))
    content, must = KINDS[name](file, chance)
    return name, content, must


def _put(file: Whole, start: int, end: int, new: str, must: Must = Must.EITHER) -> Slip:
    return (file.text[:start] + new + file.text[end:]).encode("utf-8", "surrogatepass"), must


def _some(file: Whole, chance: Random) -> Part:
    return chance.choice(file.parts[1:] or file.parts)


def _typed(file: Whole, chance: Random) -> Part:
    return chance.choice([each for each in file.parts if each.is_text and each.end > each.start] or file.parts)


# In the tree


def _other_text(file: Whole, chance: Random) -> Slip:
    part = _typed(file, chance)
    return _put(file, part.start, part.end, chance.choice(JUNK))


def _other_text_quoted(file: Whole, chance: Random) -> Slip:
    part = _typed(file, chance)
    return _put(file, part.start, part.end, json.dumps(chance.choice(JUNK)))


def _other_shape(file: Whole, chance: Random) -> Slip:
    part = _some(file, chance)
    shapes = ("[]", "{}", "[[x]]", "{x: {y: [z]}}", "[" * 60 + "]" * 60, "{a: " * 60 + "b" + "}" * 60, '""', "[~, {}]")
    return _put(file, part.start, part.end, chance.choice(shapes))


def _lost(file: Whole, chance: Random) -> Slip:
    part = _some(file, chance)
    return _put(file, part.start if part.key is None else part.key, part.end, "")


def _swapped(file: Whole, chance: Random) -> Slip:
    one, other = _some(file, chance), _some(file, chance)
    return _put(file, one.start, one.end, file.text[other.start : other.end])


def _twice(file: Whole, chance: Random) -> Slip:
    """A key that stands twice in its map is refused, whatever the map is."""
    maps = [part for part in file.parts if part.is_text and part.key is not None and "\n" not in _text(file, part)]
    if not maps:
        return _put(file, 0, 0, "x: 1\nx: 2\n", Must.BE_REFUSED)
    part = chance.choice(maps)
    key = part.key or 0
    within = file.text[key : part.end]
    line = file.text.rfind("\n", 0, key) + 1
    flow = file.text[line:key].strip(" -") != ""
    return _put(file, key, key, f"{within}, " if flow else f"{within}\n{' ' * (key - line)}", Must.BE_REFUSED)


def _text(file: Whole, part: Part) -> str:
    return file.text[part.start : part.end]


def _key_changed(file: Whole, chance: Random) -> Slip:
    keyed = [each.key for each in file.parts if each.key is not None]
    if not keyed:
        return _put(file, 0, 0, "zz: 1\n")
    at = chance.choice(keyed)
    return _put(file, at, at + chance.randint(0, 3), chance.choice(("zz-", "A", "0", " ", "danger", "?", "é")))


def _mark(file: Whole, chance: Random) -> Slip:
    """Anchors, aliases and tags are refused wherever they stand."""
    part = _typed(file, chance)
    return _put(file, part.start, part.start, chance.choice(("&a ", "!!str ", "! ")), Must.BE_REFUSED)


def _quoted(file: Whole, chance: Random) -> Slip:
    """Quotes round a text change nothing."""
    texts = [each for each in file.parts if each.is_text and "\n" not in _text(file, each) and each.end > each.start]
    if not texts:
        return _remark(file, chance)
    part = chance.choice(texts)
    return _put(file, part.start, part.end, f"'{_text(file, part).replace(chr(39), chr(39) * 2)}'", Must.CHANGE_NOTHING)


def _remark(file: Whole, chance: Random) -> Slip:
    """A remark, an empty line or the line ends of another system change nothing."""
    if chance.random() < 0.5:
        return _put(file, len(file.text), len(file.text), "\n\n# a remark: [ & * ! {\n", Must.CHANGE_NOTHING)
    return file.text.replace("\n", "\r\n").encode(), Must.CHANGE_NOTHING


# In the bytes


def _bytes(file: Whole, chance: Random) -> Slip:
    spoilt = bytearray(file.text.encode())
    for _ in range(chance.choice((1, 1, 2, 8, 64))):
        at = chance.randrange(len(spoilt) or 1)
        spoilt[at : at + chance.choice((0, 1, 1, 4))] = chance.randbytes(chance.choice((0, 1, 1, 3)))
    return bytes(spoilt), Must.EITHER


def _cut(file: Whole, chance: Random) -> Slip:
    content = file.text.encode()
    return content[: chance.randrange(len(content) or 1)], Must.EITHER


def _lines(file: Whole, chance: Random) -> Slip:
    lines = file.text.split("\n")
    for _ in range(chance.randint(1, 4)):
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        line = lines[at]
        lines[at : at + 1] = chance.choice(([], [line, line], [f" {line}"], [line.lstrip()], [line, lines[other]]))
        lines = lines or [""]
    return "\n".join(lines).encode(), Must.EITHER


def _no_utf8(file: Whole, chance: Random) -> Slip:
    content = file.text.encode()
    at = chance.randrange(len(content) or 1)
    return content[:at] + chance.choice((b"\xff", b"\xc3\n", b"\xed\xa0\x80", b"\xf8")) + content[at:], Must.BE_REFUSED


def _other_coding(file: Whole, chance: Random) -> Slip:
    return file.text.encode(chance.choice(("utf-16", "utf-8-sig", "utf-32-le", "utf-16-be"))), Must.EITHER


def _all_else(file: Whole, chance: Random) -> Slip:
    huge = b"a: " + b"[" * 4_000
    return chance.choice((b"", b"\x00" * 99, b"---\n---\n", b"%YAML 1.2\n", huge, chance.randbytes(200))), Must.EITHER


KINDS: dict[str, Callable[[Whole, Random], Slip]] = {
    "another text": _other_text,
    "another text in quotes": _other_text_quoted,
    "another shape": _other_shape,
    "a part lost": _lost,
    "a part in the place of another": _swapped,
    "a key twice": _twice,
    "a key changed": _key_changed,
    "an anchor or a tag": _mark,
    "quotes": _quoted,
    "a remark or line ends": _remark,
    "bytes": _bytes,
    "cut short": _cut,
    "lines": _lines,
    "no UTF-8": _no_utf8,
    "another coding": _other_coding,
    "something else": _all_else,
}
