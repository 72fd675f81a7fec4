"""One look-up in a flat glossary of any size, with no more imported than the front door imports: FILE WORD…"""

import sys
from mmap import ACCESS_READ, mmap

from kmnav.at_once import Held

with open(sys.argv[1], "rb") as file:
    held = Held(mmap(file.fileno(), 0, access=ACCESS_READ))
sys.stdout.write(held.answer(" ".join(sys.argv[2:]), tuple(sys.argv[2:])) or "nothing\n")
