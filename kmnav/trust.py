"""How far a contact may be trusted: worked out from its sources, never typed.

The table stands in docs/trust.md. The day on which somebody read a page counts for nothing;
only the age that the page shows of itself does, or that a person checked.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from functools import lru_cache

from kmnav.contacts import Contact, Publisher, Source
from kmnav.model import Service
from kmnav.pack import Pack
from kmnav.record import dataclass
from kmnav.values import PageDate


class Trust(Enum):
    """From most to least trusted."""

    STANDING = "standing"
    CONFIRMED = "confirmed"
    PUBLISHED = "published"
    OFFICIAL_UNDATED = "official-undated"
    OLD = "old"
    THIRD_PARTY = "third-party"

    @property
    def rank(self) -> int:
        """0 is the most trusted."""
        return _RANKS[self.value]

    @property
    def may_be_texted(self) -> bool:
        """Whether it may stand in a text message."""
        return self.rank <= Trust.OFFICIAL_UNDATED.rank

    @property
    def may_stand_alone(self) -> bool:
        """Whether it may be the only way out of something urgent."""
        return self.rank <= Trust.PUBLISHED.rank


_RANKS = {each.value: at for at, each in enumerate(Trust)}


@dataclass(frozen=True, slots=True)
class Trusted:
    """A contact's trust, and what it rests on."""

    trust: Trust
    page_date: PageDate | None = None
    checked_on: date | None = None
    sources: tuple[Source, ...] = ()


OFFICIAL = (Publisher.PROVIDER, Publisher.NHS, Publisher.COUNCIL, Publisher.GOVERNMENT)


def trust_of(pack: Pack, service: Service, contact: Contact, on: date, *, urgent: bool) -> Trusted:
    """How far `contact` may be trusted on the day `on`. `urgent` takes the stricter limit of the pack."""
    fact = f"contacts.{contact.id}"
    sources = tuple(each for each in service.sources.values() if fact in each.backs)
    if contact.phone and _digits(contact.value) in _standing(pack):
        return Trusted(Trust.STANDING, sources=sources)
    limits = pack.settings.trust
    months = limits.urgent_months if urgent else limits.other_months
    checks = [each for each in service.checked if fact in each.backs and each.on <= _day(on)]
    confirmed = [each for each in checks if not _older(each.on, on, months)]
    if confirmed:
        return Trusted(Trust.CONFIRMED, checked_on=max(each.on for each in confirmed), sources=sources)
    judged = [(_of_source(each, on, months), each) for each in sources]
    if not judged:
        return Trusted(Trust.THIRD_PARTY)
    trust = min((each for each, _ in judged), key=lambda each: each.rank)
    best = [source for each, source in judged if each is trust]
    dates = [source.page_date for source in best if source.page_date]
    newest = max(dates, key=lambda each: each.day) if dates else None
    ordered = sorted(best, key=lambda each: each.page_date.day if each.page_date else date.min, reverse=True)
    return Trusted(trust, newest, sources=tuple(ordered))


def _of_source(source: Source, on: date, months: int) -> Trust:
    if source.by not in OFFICIAL or source.url is None:
        return Trust.THIRD_PARTY
    if source.page_date is None:
        return Trust.OFFICIAL_UNDATED
    return Trust.OLD if _older(source.page_date.day, on, months) else Trust.PUBLISHED


def _day(on: date) -> date:
    """The day of a moment: a moment and a day cannot be compared."""
    return date(on.year, on.month, on.day)


def _older(day: date, on: date, months: int) -> bool:
    whole = (on.year - day.year) * 12 + on.month - day.month - (1 if on.day < day.day else 0)
    return whole >= months


@lru_cache(maxsize=4)
def _standing(pack: Pack) -> frozenset[str]:
    return frozenset(_digits(each.value) for each in pack.settings.standing.values())


def _digits(value: str) -> str:
    return "".join(character for character in value if character.isdigit())


def trust_words(trusted: Trusted) -> str:
    """The trust in the words that stand beside a contact on every screen."""
    when = f" of {trusted.page_date.words}" if trusted.page_date else ""
    match trusted.trust:
        case Trust.STANDING:
            return ""
        case Trust.CONFIRMED:
            on = trusted.checked_on
            return f"checked on {on.day} {on:%B} {on.year}" if on else "checked"
        case Trust.PUBLISHED:
            return f"from an official page{when}" if not _own(trusted) else f"from the provider's page{when}"
        case Trust.OFFICIAL_UNDATED:
            return "from an official page with no date" if not _own(trusted) else "from the provider's page, no date"
        case Trust.OLD:
            return f"not confirmed since {trusted.page_date.words}" if trusted.page_date else "not confirmed"
        case Trust.THIRD_PARTY:
            return f"from someone else's page{when}"


def _own(trusted: Trusted) -> bool:
    return any(source.by is Publisher.PROVIDER for source in trusted.sources[:1])
