"""A text message: what it must say, what it may not, and in how many parts."""

from __future__ import annotations

import re

import pytest

from kmnav.model import Urgency
from kmnav.recommend import Recommendation
from kmnav.render.message import message, message_object
from kmnav.take_away import careful
from tests.endings import endings, shipped, told_by
from tests.test_gsm import ONE, TWO, split_as_the_network_does
from tests.toy import toy_pack

DISCREET = [False, True]


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def unsafe(told: Recommendation) -> set[str]:
    """The contacts of an ending that may not be sent, and that no contact which may be is the same as."""
    reach = [each for offered in told.services for each in offered.reach]
    safe = {each.contact.value for each in reach if each.trusted.trust.may_be_texted}
    return {each.contact.value for each in reach if not each.trusted.trust.may_be_texted} - safe


def test_every_outcome_is_among_the_endings() -> None:
    assert {told.outcome.id for told in endings()} == set(shipped().outcomes)


@pytest.mark.parametrize("discreet", DISCREET)
def test_a_message_is_in_the_alphabet_and_its_parts_are_right(discreet: bool) -> None:
    for told in endings():
        made = message(shipped(), told, discreet=discreet)
        assert set(made.text) <= ONE | TWO, made.text
        assert made.parts == len(split_as_the_network_does(made.text)) <= shipped().settings.hand_out.parts
        assert made.septets == len(made.text) + sum(made.text.count(mark) for mark in TWO)


@pytest.mark.parametrize("discreet", DISCREET)
def test_a_message_never_holds_a_contact_that_may_not_be_sent(discreet: bool) -> None:
    seen = 0
    for told in endings():
        text = message(shipped(), told, discreet=discreet).text
        for value in unsafe(told):
            seen += 1
            assert value not in text, f"{told.outcome.id}: {text}"
            assert len(digits(value)) < 6 or digits(value) not in digits(text), f"{told.outcome.id}: {text}"
    assert seen > 100


@pytest.mark.parametrize("discreet", DISCREET)
def test_a_message_says_what_to_do_if_it_gets_worse_and_in_danger(discreet: bool) -> None:
    words = shipped().settings.hand_out
    for told in endings():
        text = message(shipped(), told, discreet=discreet).text
        worse = (words.worse_discreet if discreet else words.worse)[told.outcome.urgency.word]
        assert text.endswith(worse)
        assert "999" in text
        assert len(text) > len(worse), "it begins with whom to contact"


def test_a_discreet_message_shows_no_address_and_begins_with_words_for_a_lock_screen() -> None:
    instead = tuple(shipped().settings.hand_out.instead.values())
    for told in endings():
        text = message(shipped(), told, discreet=True).text
        names = tuple(re.split(r"[\s,:]*\d{5}", each.service.discreet)[0] for each in told.services)
        assert "http" not in text
        assert "@" not in text
        assert text.startswith((*names, *(f"Call {name}" for name in names), *instead)), text


def test_a_contact_for_professionals_only_is_not_sent() -> None:
    for told in endings():
        text = message(shipped(), told).text
        for offered in told.services:
            for each in offered.reach:
                if each.contact.for_.value == "professionals":
                    others = {way.contact.value for way in offered.reach if way.contact.for_.value == "anyone"}
                    assert each.contact.value not in text or each.contact.value in others


def test_an_emergency_says_999_and_nothing_beside_it() -> None:
    emergencies = [told for told in endings() if told.outcome.urgency is Urgency.EMERGENCY]

    assert emergencies
    worse = shipped().settings.hand_out.worse["emergency"]
    assert {message(shipped(), told).text for told in emergencies} == {f"Call 999. {worse}"}


# One service, in a pack of a few lines

TOY = """
  questions:
    danger: {{bad: call-999, not-sure: call-999, none: talk}}
  outcomes: {{call-999: emergency, talk: {{offer: [talking]}}}}
  services:
    line: {{serves: [talking], {line}}}
"""
PUBLISHED = 'contacts: {main: {phone: 01632 960001}}, sources: {own: {url: "https://x.example", by: provider, page_date: 2026-06, read: 2026-11-22, backs: [contacts.main]}}'  # noqa: E501
OLD = PUBLISHED.replace("2026-06", "2019-06")
PRESS = PUBLISHED.replace("by: provider", "by: third-party")


def message_of(line: str, *, discreet: bool = False) -> str:
    pack = toy_pack(TOY.format(line=line))
    return message(pack, told_by(pack, {"danger": "none"}), discreet=discreet).text


def test_a_published_number_is_sent() -> None:
    assert message_of(f"short: The line, discreet: A call, {PUBLISHED}").startswith("The line: call 01632 960001.")
    assert message_of(f"short: The line, discreet: A call, {PUBLISHED}", discreet=True).startswith("A call: call 01632")


@pytest.mark.parametrize("line", [OLD, PRESS])
def test_a_number_that_is_old_or_from_someone_else_is_replaced_by_the_practice(line: str) -> None:
    sent = message_of(f"short: The line, reach_through: [gp], {line}")

    assert "01632" not in sent
    assert sent.startswith("The line. They ask their GP.")


@pytest.mark.parametrize(
    "name", ["The line 01632 960001", "The line: call 01632 960001", "The line, text GO to 01632 960001"]
)
def test_a_number_in_a_short_name_is_sent_only_where_the_contact_may_be(name: str) -> None:
    assert "01632" not in message_of(f'short: "{name}", {OLD}')
    assert message_of(f'short: "{name}", {OLD}').startswith("The line.")
    assert message_of(f'short: "{name}", {PUBLISHED}').startswith(f"{name}.")


def test_where_people_cannot_go_by_themselves_no_number_is_sent() -> None:
    sent = message_of(f"short: The line, referral: {{self: no}}, reach_through: [gp], {PUBLISHED}")

    assert sent.startswith("The line. They ask their GP.")
    assert "01632" not in sent


def test_a_caveat_of_a_contact_goes_with_it() -> None:
    assert "It may have moved." in message_of(
        f"short: The line, {PUBLISHED.replace('960001}', '960001, note: It may have moved.}')}"
    )


def test_hours_are_told_only_where_they_take_no_further_part() -> None:
    with_hours = PUBLISHED.replace("960001}", '960001, hours: "Mo-Fr 09:00-17:00"}')
    filled = with_hours.replace("hours:", f"note: {'x' * 100}, hours:")

    assert "Monday to Friday, 9am to 5pm" in message_of(f"short: The line, {with_hours}")
    assert "Monday" not in message_of(f"short: The line, {filled}")


def test_a_service_that_may_have_ended_is_not_named() -> None:
    assert "The line" not in message_of(f"short: The line, status: uncertain, {PUBLISHED}")


# As an object for programs


def test_where_care_is_needed_programs_get_no_message_until_it_is_safe_and_then_a_discreet_one() -> None:
    told = next(each for each in endings() if careful(shipped(), each) and each.services)
    made = message_object(shipped(), told, safe=True, discreet=False)["message"]

    assert message_object(shipped(), told, safe=False, discreet=False)["message"] is None
    assert isinstance(made, dict)
    assert made["discreet"] is True
    assert made["text"] == message(shipped(), told, discreet=True).text
