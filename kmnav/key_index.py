"""Every form of every term of a glossary, gathered once into one flat piece, which `kmnav.keys` asks."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TypeVar

from kmnav import keys as marks
from kmnav.flat import Flat, flattened
from kmnav.keys import SMALL_WEIGHT, Keys, Name
from kmnav.record import dataclass
from kmnav.slips import SHORTEST, singular
from kmnav.terms import Glossary, Term
from kmnav.wording import SMALL, is_acronym, sound, stem, tight, without_parentheses, words

SHORTEST_BY_SOUND, SHORTEST_HEADLESS = 6, 7
Form = tuple[str, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Gathered:
    """Every form with the records behind it; which forms are acronyms; own names as they are spelt."""

    forms: Mapping[Form, Mapping[str, Name]]
    acronyms: frozenset[Form]
    as_written: tuple[str, ...]

    def is_only_said(self, form: Form) -> bool:
        """Whether people say it so, but nobody writes it."""
        return all(name is Name.SPOKEN for name in self.forms[form].values())


@lru_cache(maxsize=4)
def keys_of(glossary: Glossary) -> Keys:
    """The keys of a glossary, gathered at the first look-up where the build of the program did not."""
    made = glossary.worked_out.get("keys")
    return Keys(made() if made else Flat(flat_keys(glossary)))


def names_of(term: Term) -> Iterator[tuple[str, Name]]:
    """Every form of a term, the own names first."""
    if term.acronym:
        yield term.acronym, Name.OWN
    yield term.term, Name.OWN
    yield without_parentheses(term.term), Name.OWN
    for alias in term.aliases:
        yield alias, Name.OTHER
        yield without_parentheses(alias), Name.OTHER
    for said in term.spoken:
        yield said, Name.SPOKEN
    if term.acronym and "&" in term.acronym:
        yield term.acronym.replace("&", ""), Name.OTHER


def flat_keys(glossary: Glossary) -> bytes:
    """The rows that `kmnav.keys` tells of, for all terms."""
    found, entries = gather(glossary), _entries(glossary)
    letters = _letters(found)
    rows = {**entries, **letters, **_vocabulary(found), **_slip_targets(found, {**entries, **letters})}
    rows |= {f"{marks.WRITTEN}{text}": "" for text in found.as_written}
    return _encoded(rows)


def _encoded(rows: Mapping[str, str]) -> bytes:
    return flattened({key: text.encode() for key, text in rows.items()})


def gather(glossary: Glossary) -> Gathered:
    """Every form of every term, in the order of the terms."""
    as_written: dict[str, None] = {}
    forms: dict[Form, dict[str, Name]] = defaultdict(dict)
    acronyms: set[Form] = set()
    for term in glossary.terms.values():
        for text, name in names_of(term):
            form = words(text)
            if not form:
                continue
            if name is Name.OWN:
                as_written[text] = None
            forms[form].setdefault(term.id, name)
            if is_acronym(text) or (text == term.acronym and len(text.split()) == 1):
                acronyms.add(form)
    return Gathered(dict(forms), frozenset(acronyms), tuple(as_written))


def _entries(glossary: Glossary) -> dict[str, str]:
    pointed = Counter(each for term in glossary.terms.values() for each in _points_to(term))
    return {
        f"{marks.ENTRY}{term.id}": "\n".join(
            (str(_place(glossary, term)), repr(_prominence(term, pointed[term.id])), _own_words(term), term.label)
        )
        for term in glossary.terms.values()
    }


def _place(glossary: Glossary, term: Term) -> int:
    return 0 if term.id in glossary.local else 1 if term.here else 2


def _prominence(term: Term, pointed: int) -> float:
    """How often other terms point to one, from 0 to 1; a spoken form says that people say it."""
    return min(1.0, 0.3 * math.log1p(pointed) + (0.4 if term.spoken else 0.0))


def _points_to(term: Term) -> Iterator[str]:
    yield from term.see_also
    yield from (each.id for each in term.became)
    if term.kind_of:
        yield term.kind_of


def _own_words(term: Term) -> str:
    return " ".join(sorted({singular(each) for text in (term.term, *term.aliases) for each in words(text)}))


def _letters(found: Gathered) -> dict[str, str]:
    """Keys by their letters, as they are and in the singular; what a mistyped acronym may have been meant for."""
    acronyms = frozenset(map(tight, found.acronyms))
    said = {tight(form) for form, names in found.forms.items() if len(form) == 1 and Name.SPOKEN in names.values()}
    short = _grouped(sorted(acronyms | said), lambda each: str(len(each)))
    spelt, single = _by_letters(found)
    return {
        **{f"{marks.LETTERS}{letters}": _written(names) for letters, names in spelt.items()},
        **{f"{marks.SINGULAR}{letters}": _written(names) for letters, names in single.items()},
        **{f"{marks.ACRONYM}{letters}": "" for letters in sorted(acronyms)},
        **_rows(marks.SHORT, short),
    }


def _by_letters(found: Gathered) -> tuple[Mapping[str, dict[str, Name]], Mapping[str, dict[str, Name]]]:
    spelt: dict[str, dict[str, Name]] = defaultdict(dict)
    single: dict[str, dict[str, Name]] = defaultdict(dict)
    for form, names in found.forms.items():
        met = [spelt[tight(form)], *([] if form in found.acronyms else [single[_in_singular(form)]])]
        for ids in met:
            ids |= {each: min(name, ids.get(each, name)) for each, name in names.items()}
    return spelt, single


def _in_singular(form: Form) -> str:
    return tight(tuple(map(singular, form)))


def _vocabulary(found: Gathered) -> dict[str, str]:
    """Every key, and every word of every key with its weight and the keys that hold it."""
    numbers = {form: str(at) for at, form in enumerate(found.forms)}
    said = [form for form in found.forms if not found.is_only_said(form)]
    long = [form for form in said if form not in found.acronyms]
    holders = _grouped_by_each((word, numbers[form]) for form in said for word in dict.fromkeys(form))
    weight = {each: _weight(each, len(found.forms), len(held)) for each, held in holders.items()}
    keys = {
        f"{marks.KEY}{numbers[form]}": "\n".join(
            (
                " ".join(form),
                " ".join(repr(weight.get(word, 0.0)) for word in form),
                "yes" if form in found.acronyms else "",
                _written(names),
            )
        )
        for form, names in found.forms.items()
    }
    words_held = {f"{marks.WORD}{each}": " ".join((repr(weight[each]), *held)) for each, held in holders.items()}
    exactly = _grouped_by_each((tight(form), numbers[form]) for form in long)
    counts = {marks.COUNT: str(len(numbers)), marks.UNKNOWN: repr(math.log(1 + len(numbers)))}
    plain = sorted({word for form in long for word in form})
    return {**keys, **words_held, **_rows(marks.EXACTLY, exactly), **counts, **_beginnings(plain, exactly)}


def _weight(word: str, keys: int, held: int) -> float:
    return SMALL_WEIGHT if word in SMALL else math.log(1 + keys / held)


def _beginnings(plain: list[str], whole: Iterable[str]) -> dict[str, str]:
    """Where to look for what a misspelt word was meant for."""
    letters = sorted(whole)
    begun = _grouped(letters, lambda each: f"{each[0]}{len(each)}")
    rows = {**_rows(marks.PLAIN, _grouped(plain, _first)), **_rows(marks.WHOLE, begun)}
    for mark, texts in ((marks.HEADLESS, plain), (marks.BEHEADED, letters)):
        rows |= _rows(mark, _grouped((each for each in texts if len(each) > SHORTEST_HEADLESS), lambda each: each[1:]))
    heard = [each for each in plain if len(each) >= SHORTEST_BY_SOUND]
    return {**rows, **_rows(marks.STEM, _grouped(heard, stem)), **_rows(marks.SOUND, _grouped(heard, sound))}


def _first(text: str) -> str:
    return text[0]


def _slip_targets(found: Gathered, known: Mapping[str, str]) -> dict[str, str]:
    """What one slip may have been meant for, by the rows that are known. What is never guessed at has no entries."""
    targets = _grouped_by_each(
        (letters, form)
        for form in found.forms
        for letters in dict.fromkeys((tight(form), _in_singular(form)))
        if len(letters) >= SHORTEST - 1
    )
    keys = Keys(Flat(_encoded(known)))
    rows = {}
    for letters, forms in targets.items():
        guessed = not any(form in found.acronyms or found.is_only_said(form) for form in forms)
        meant = keys.in_order(keys.spelt(letters) or keys.in_singular(letters)) if guessed else ()
        held = sorted({word for form in forms for word in form})
        rows[f"{marks.TARGET}{letters}"] = "\n".join((" ".join(held), " ".join(meant)))
    return {**rows, **_rows(marks.NEAR, _grouped(targets, _first))}


def _written(names: Mapping[str, Name]) -> str:
    return " ".join(f"{id_} {int(name)}" for id_, name in names.items())


def _rows(mark: str, groups: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {f"{mark}{about}": " ".join(found) for about, found in groups.items()}


def _grouped(texts: Iterable[str], by: Callable[[str], str]) -> dict[str, list[str]]:
    return _grouped_by_each((by(each), each) for each in texts)


def _grouped_by_each(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = defaultdict(list)
    for about, each in pairs:
        found[about].append(each)
    return dict(found)
