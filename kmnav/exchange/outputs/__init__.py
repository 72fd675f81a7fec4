"""The objects that `--json` prints, as types: one class for each kind, from which their schemas are made.

Keys may be added to an object, never changed. Words of a closed set are those of the program's own enums.
"""

from __future__ import annotations

from typing import Any

from kmnav.exchange.outputs import looked_up, upkeep, walk, words

KINDS: dict[str, Any] = {
    "question": walk.Question,
    "recommendation": walk.Recommendation,
    "services": looked_up.Services,
    "find": looked_up.Find,
    "about": looked_up.About,
    "glossary": words.Glossary,
    "terms": words.Terms,
    "explained": words.Explained,
    "faq": words.Faq,
    "check": upkeep.Check,
    "worklist": upkeep.Worklist,
    "checked": upkeep.Checked,
    "export": upkeep.Export,
    "diff": upkeep.Diff,
}
