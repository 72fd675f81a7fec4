"""A map from words to bytes in one flat piece: found by halving, so that a large one is read only where it is asked.

The build of the program writes such a piece to a file, which is then mapped into memory; a pack that is read from its
YAML makes the same piece anew. Little-endian: the count, then a row for each key, sorted by the digest of the key
(digest, place of the key, place of its value), then keys and values, each after its length.
"""

from __future__ import annotations

from struct import Struct
from zlib import crc32

TYPE_CHECKING = False  # the front door reads such a piece, and typing takes as long to import as it has
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NUMBER, ROW = 4, 12
_number, _number_at = Struct("<I").pack, Struct("<I").unpack_from
_row, _row_at = Struct("<III").pack, Struct("<III").unpack_from


def flattened(values: Mapping[str, bytes]) -> bytes:
    """The map as one piece."""
    rows: list[tuple[int, int, int]] = []
    parts: list[bytes] = []
    at = NUMBER + ROW * len(values)
    for key, value in values.items():
        written = key.encode()
        value_at = at + NUMBER + len(written)
        rows.append((crc32(written), at, value_at))
        parts += (_number(len(written)), written, _number(len(value)), value)
        at = value_at + NUMBER + len(value)
    rows.sort()
    return b"".join((_number(len(values)), *(_row(*row) for row in rows), *parts))


class Flat:
    """A flat piece, read where it is asked. `get` and `in` are those of a map."""

    __slots__ = ("count", "held")

    def __init__(self, held: bytes | memoryview) -> None:
        self.held = held
        (self.count,) = _number_at(held)

    def get(self, key: str) -> bytes | None:
        """The value of a key; None where there is none."""
        written, held = key.encode(errors="surrogatepass"), self.held  # what was typed may be no text
        wanted, low, high = crc32(written), 0, self.count
        while low < high:
            middle = (low + high) // 2
            if _number_at(held, NUMBER + middle * ROW)[0] < wanted:
                low = middle + 1
            else:
                high = middle
        for row in range(NUMBER + low * ROW, NUMBER + self.count * ROW, ROW):
            digest, key_at, value_at = _row_at(held, row)
            if digest != wanted:
                break
            if self._part(key_at) == written:
                return self._part(value_at)
        return None

    def __contains__(self, key: str) -> bool:
        return self.get(key) is not None

    def __iter__(self) -> Iterator[str]:
        """Every key, in no order that means anything."""
        rows = range(NUMBER, NUMBER + self.count * ROW, ROW)
        return (self._part(_row_at(self.held, row)[1]).decode() for row in rows)

    def _part(self, place: int) -> bytes:
        start = place + NUMBER
        return bytes(self.held[start : start + _number_at(self.held, place)[0]])
