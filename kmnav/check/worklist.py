"""What a person should ring first, and how many contacts stand at each trust.

Contacts by how much rests on them: urgent ways first, then how many endings name the service, then the weakest
trust, then the oldest page. Numbers that never expire and those a person has confirmed are not on it, nor are
web addresses, which nobody can ring.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from kmnav.contacts import Contact
from kmnav.model import Service, Status, Urgency
from kmnav.pack import Pack
from kmnav.record import dataclass
from kmnav.trust import Trust, Trusted, trust_of, trust_words

SURE = (Trust.STANDING, Trust.CONFIRMED)
LEFT_OUT = ("url",)
OVER = (Status.CLOSED, Status.CHANGED)


@dataclass(frozen=True, slots=True)
class Due:
    """A contact that a person should confirm, and why. `has_better`: the service has one that may stand alone."""

    service: Service
    contact: Contact
    trusted: Trusted
    urgent: int
    endings: int
    has_better: bool

    @property
    def trust_words(self) -> str:
        """How far it is trusted, in the words of every screen."""
        return trust_words(self.trusted)

    @property
    def why(self) -> str:
        """What rests on it, and on what it rests itself, in a few words."""
        urgent = f"in {_counted(self.urgent, 'urgent ending')}, " if self.urgent else ""
        return f"{urgent}in {_counted(self.endings, 'ending')} in all; {self.trust_words}"

    @property
    def order(self) -> tuple[bool, int, int, date, str, str]:
        """The first to be rung comes first."""
        page = self.trusted.page_date
        oldest = page.day if page else date.min
        return (not self.urgent, -self.endings, -self.trusted.trust.rank, oldest, self.service.id, self.contact.id)


def worklist(pack: Pack, on: date) -> list[Due]:
    """The contacts of services that an ending offers and that nobody has confirmed, as they stand on the day `on`."""
    named = _endings(pack)
    return sorted((each for each in _due(pack, named, on)), key=lambda each: each.order)


def contacts_by_trust(pack: Pack, on: date) -> dict[str, int]:
    """How many contacts stand at each trust on the day `on`, most trusted first; closed services left out."""
    named = _endings(pack)
    counted = Counter(
        trust_of(pack, service, contact, on, urgent=bool(named.get(service.id, (0, 0))[0])).trust
        for service in pack.services.values()
        if service.status not in OVER
        for contact in service.contacts.values()
    )
    return {f"contacts_{trust.value.replace('-', '_')}": counted[trust] for trust in Trust}


def _endings(pack: Pack) -> Mapping[str, tuple[int, int]]:
    """For each service, how many urgent endings and how many endings in all have it behind a door."""
    urgent: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for outcome in pack.outcomes.values():
        for service in pack.behind(outcome):
            every[service.id] += 1
            urgent[service.id] += outcome.urgency >= Urgency.URGENT
    return {each: (urgent[each], every[each]) for each in every}


def _due(pack: Pack, named: Mapping[str, tuple[int, int]], on: date) -> Iterator[Due]:
    for service_id, (urgent, endings) in named.items():
        service = pack.services[service_id]
        if service.status in OVER:
            continue
        judged = {
            each: trust_of(pack, service, contact, on, urgent=bool(urgent))
            for each, contact in service.contacts.items()
        }
        for each, trusted in judged.items():
            if trusted.trust not in SURE and service.contacts[each].kind not in LEFT_OUT:
                better = any(other.trust.may_stand_alone for key, other in judged.items() if key != each)
                yield Due(service, service.contacts[each], trusted, urgent, endings, better)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
