"""One look-up in a made-up glossary of any size, with no more imported than the front door imports.

FILE WORD… asks the flat file of answers; FILE FILE.keys WORD… the rules of the glossary, over its keys.
"""

import sys
from mmap import ACCESS_READ, mmap

from kmnav.at_once import Held, answer_by_the_rules


def mapped(name: str) -> mmap:
    with open(name, "rb") as file:
        return mmap(file.fileno(), 0, access=ACCESS_READ)


file, *words = sys.argv[1:]
held = Held(mapped(file))
if words[0].endswith(".keys"):
    from kmnav.flat import Flat

    sys.stdout.write("".join(answer_by_the_rules(held, Flat(memoryview(mapped(words[0]))), " ".join(words[1:])) or ()))
else:
    sys.stdout.write(held.answer(" ".join(words), tuple(words)) or "nothing\n")
