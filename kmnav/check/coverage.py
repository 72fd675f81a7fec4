"""Rule 4: no dead end. For every age, home, practice, role and half-hour that can come to an ending, somebody helps.

A service counts where its record says yes; ages or hours that nobody has published are no yes. Before something
urgent only a phone or text number counts, whose trust lets it be the only way out, in its published hours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from kmnav.check.rules import Subject, found, rule
from kmnav.check.situations import People
from kmnav.errors import Problem
from kmnav.model import Outcome, Role, Service, Status, Urgency
from kmnav.recommend import offers_gp, through_words, ways_to_reach
from kmnav.record import dataclass
from kmnav.trust import Trust

CALLS = ("phone", "text")
ANY_WAY = ("phone", "text", "email", "url", "address")
Open = tuple[int, int]


@dataclass(frozen=True)
class Cover:
    """Who of those that come to an outcome is surely helped, as sets of people."""

    subject: Subject
    outcome: Outcome

    @cached_property
    def people(self) -> People:
        """All who can come."""
        return People(self.subject.pack, self.subject.coming.ages(self.outcome))

    @cached_property
    def services(self) -> tuple[Service, ...]:
        """The services behind the outcome that still run."""
        return tuple(each for each in self.subject.pack.behind(self.outcome) if each.status is not Status.CLOSED)

    @cached_property
    def sure(self) -> dict[str, int]:
        """Those whom each service surely takes, by its record."""
        return {each.id: self.people.surely(each) for each in self.services}

    @property
    def urgent(self) -> bool:
        """Whether somebody must be there at once."""
        return self.outcome.urgency >= Urgency.URGENT

    def is_front(self, service: Service) -> bool:
        """Whether the outcome offers a service by a front door: the GP practice, 111, 999."""
        door = next(door for door in self.outcome.offer if door in service.serves)
        return door in self.subject.pack.settings.front_doors

    def helped(self, role: Role, *, beyond_the_front_doors: bool = False) -> int:
        """Those for whom some service can be reached by this role at some hour."""
        met = 0
        for service in self.services:
            if self.sure[service.id] & ~met and not (beyond_the_front_doors and self.is_front(service)):
                met |= self.sure[service.id] if self.reached(service, role) else 0
        gp = offers_gp(self.subject.pack, self.outcome) and not beyond_the_front_doors
        return self.people.everyone if gp else met

    def reached(self, service: Service, role: Role) -> bool:
        """Whether a role can get to a service: a contact with enough trust, or words on who refers."""
        on = self.subject.pack.settings.as_of
        contacts = ways_to_reach(self.subject.pack, service, role, on, urgent=self.urgent)
        return any(each.trusted.trust.may_be_texted for each in contacts) or any(
            through_words(self.subject.pack, service, role)
        )

    def front_share(self) -> int:
        """The percentage of people who surely have only a front door, in the role for which it is larger."""
        beyond = min(self.helped(role, beyond_the_front_doors=True).bit_count() for role in Role)
        return round(100 * (self.people.count - beyond) / self.people.count)

    def answered(self, role: Role, least: Trust) -> list[Open]:
        """The numbers that a role may call, of this trust or better: whom each helps, and its open half-hours."""
        on, week = self.subject.pack.settings.as_of, self.subject.week
        return [
            (self.sure[service.id], week.open_bits(each.contact.hours))
            for service in self.services
            if self.sure[service.id]
            for each in ways_to_reach(self.subject.pack, service, role, on, urgent=True)
            if each.contact.kind in CALLS and each.trusted.trust.rank <= least.rank
        ]

    def left(self, role: Role, least: Trust) -> tuple[int, int, int]:
        """People and half-hours with nobody to call: how many pairs, the first half-hour, and the people of it."""
        numbers = self.answered(role, least)
        count, first, who = 0, 0, 0
        for hours in reversed(alike(self.subject.week.whole, [open_at for _, open_at in numbers])):
            met = 0
            for people, open_at in numbers:
                met |= people if open_at & hours else 0
            if alone := self.people.everyone & ~met:
                count += alone.bit_count() * hours.bit_count()
                first, who = (hours & -hours).bit_length() - 1, alone
        return count, first, who


def alike(whole: int, vectors: Iterable[int]) -> list[int]:
    """Half-hours put together in which the same numbers are open, the earliest first."""
    parts = [whole]
    for vector in set(vectors):
        parts = [piece for part in parts for piece in (part & vector, part & ~vector) if piece]
    return sorted(parts, key=lambda part: part & -part)


def covers(subject: Subject) -> Iterator[Cover]:
    """What is covered of every outcome that somebody comes to."""
    for outcome in subject.pack.outcomes.values():
        if outcome.id in subject.graph.reached:
            yield Cover(subject, outcome)


def situations(subject: Subject) -> int:
    """How many the proof holds for: paths by ages, homes, practices, roles and half-hours of the week."""
    places = (len(subject.pack.region.councils) + 2) ** 2
    walks = sum(subject.coming.at(age)[cover.outcome.id] for cover in covers(subject) for age in cover.people.ages)
    return walks * places * len(Role) * subject.week.half_hours


@rule
def every_cell_has_help(subject: Subject) -> Iterator[Problem]:
    """Every outcome has a way to help at every age and place, and not only the GP practice, 111 or 999."""
    pack = subject.pack
    for cover in covers(subject):
        outcome, every = cover.outcome, cover.people
        if alone := every.everyone & ~min((cover.helped(role) for role in Role), key=int.bit_count):
            yield found(
                pack,
                "COVER-NONE",
                f"outcomes.{outcome.id}",
                f'"{outcome.id}" surely helps nobody at {alone.bit_count()} of {every.count} ages and places'
                f" (the first: {every.words(alone)}).",
                "Offer a door with a service that anyone may use.",
            )
        yield from _front_doors(cover)


def _front_doors(cover: Cover) -> Iterator[Problem]:
    """Whether too many surely have only a front door, with no reason of the outcome or of the region."""
    pack, outcome, share = cover.subject.pack, cover.outcome, cover.front_share()
    hollow = share > pack.settings.front_door_share
    if hollow and outcome.front_door_only is None and outcome.id not in pack.region.front_door_only:
        yield found(
            pack,
            "COVER-FRONT",
            f"outcomes.{outcome.id}",
            f'{share}% of the ages and places of "{outcome.id}" surely have only a front door.',
            "Offer another door, or say why not in front_door_only.",
        )
    if outcome.id in pack.region.front_door_only and not (hollow and outcome.front_door_only is None):
        yield found(
            pack,
            "COVER-REASON",
            f"region.front_door_only.{outcome.id}",
            f'"{outcome.id}" needs no reason of the region: {share}% surely have only a front door.',
            "Delete it from the region's front_door_only.",
        )


@rule
def somebody_answers_at_every_hour(subject: Subject) -> Iterator[Problem]:
    """Before an urgent ending somebody surely answers, at every half-hour of a week with a bank holiday."""
    for cover in covers(subject):
        if not cover.urgent:
            continue
        for role in Role:
            count, first, who = cover.left(role, Trust.PUBLISHED)
            if not count:
                continue
            open_at_least = not cover.left(role, Trust.THIRD_PARTY)[0]
            yield found(
                subject.pack,
                "COVER-TRUST" if open_at_least else "COVER-HOURS",
                f"outcomes.{cover.outcome.id}",
                f'"{cover.outcome.id}" has no number that surely answers {role.value}'
                f"{' and may be the only way out' if open_at_least else ''} at {count} ages, places and half-hours"
                f" (the first: {subject.week.words(first)}, {cover.people.words(who)}).",
                "Offer a door whose number is open day and night and never expires, such as 111 or 999.",
            )
            break
