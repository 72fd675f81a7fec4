"""The sheet: a page that needs nothing else, can be read by everybody, and says how sure each number is."""

from __future__ import annotations

import re
from datetime import date, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmnav.model import Role
from kmnav.recommend import Recommendation
from kmnav.render.ending import split
from kmnav.render.sheet import services_sheet, sheet
from kmnav.trust import trust_words
from tests.cli_support import ARRIVE, DESK, NOW, kmnav
from tests.conftest_golden import Golden
from tests.endings import MOMENT, one_of_each, shipped, told_by
from tests.toy import toy_pack

VOID = {"meta", "path", "br", "link", "img"}
HOSTILE = "<script>alert(1)</script> \"quoted\" & 'so' {{ 7*7 }} {% raw %} <b>"


class Page(HTMLParser):
    """A page as a browser takes it: tags that are open, headings, text, and what it would fetch."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.headings: list[int] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.texts.append(data)

    @property
    def said(self) -> str:
        """What can be read, as one line."""
        return " ".join(" ".join(self.texts).split())


def page_of(told: Recommendation) -> Page:
    return Page(sheet(shipped(), [told], MOMENT))


@pytest.fixture(scope="module")
def pages() -> list[tuple[Recommendation, Page, str]]:
    """The sheet of every outcome of the shipped pack."""
    texts = [(told, sheet(shipped(), [told], MOMENT)) for told in one_of_each()]
    return [(told, Page(text), text) for told, text in texts]


Pages = list[tuple[Recommendation, Page, str]]


def test_every_sheet_is_a_page_in_a_language_with_its_headings_in_order(pages: Pages) -> None:
    for _, page, text in pages:
        assert text.startswith("<!doctype html>")
        assert dict(page.tags)["html"] == {"lang": "en-GB"}
        assert page.headings[0] == 1
        assert page.headings.count(1) == 1
        assert all(after <= before + 1 for before, after in zip(page.headings, page.headings[1:], strict=False))


def test_no_sheet_fetches_or_runs_anything(pages: Pages) -> None:
    fetched = {"script", "link", "img", "iframe", "object", "embed", "video", "audio", "form", "base"}
    for _, page, text in pages:
        assert not fetched & {tag for tag, _ in page.tags}
        assert not [
            attributes for _, attributes in page.tags if {"src", "srcset", "style", "onclick"} & set(attributes)
        ]
        assert "@import" not in text
        assert "url(" not in text
        assert "default-src 'none'" in text
        goes_to = [attributes["href"] or "" for tag, attributes in page.tags if tag == "a"]
        assert all(each.startswith(("https://", "http://", "tel:", "sms:", "mailto:")) for each in goes_to)


def test_every_contact_stands_there_with_how_sure_it_is(pages: Pages) -> None:
    seen = 0
    for told, page, _ in pages:
        said = page.said.lower()
        for offered in split(told.services)[0]:
            for each in offered.reach:
                if each.contact.for_.value == "anyone":
                    seen += 1
                    assert each.contact.value.lower() in said
                    assert trust_words(each.trusted).lower() in said
    assert seen > 200


def test_a_sheet_says_what_to_do_in_danger_who_checked_it_and_where_to_tell_of_a_wrong_number(pages: Pages) -> None:
    words = shipped().settings
    for _, page, _ in pages:
        for line in (words.emergency_line, words.crisis_line, words.about.checked, words.hand_out.report or "none"):
            assert line in page.said
        assert "not an official NHS sheet" in page.said
        assert "Made on 23 November 2026." in page.said


def test_no_letter_is_smaller_than_sixteen_points_and_ink_is_black(pages: Pages) -> None:
    style = re.findall(r"<style>(.*?)</style>", pages[0][2], re.DOTALL)[0]
    sizes = [float(each) for each in re.findall(r"(?:font-size:\s*|font:\s*)([\d.]+)pt", style)]

    assert sizes
    assert min(sizes) >= 16
    assert len(sizes) == len(re.findall(r"font(?:-size)?:", style))
    assert set(re.findall(r"#[0-9a-f]{3,6}", style)) == {"#fff", "#000"}
    assert "A4" in style


def test_a_page_break_does_not_cut_a_service(pages: Pages) -> None:
    assert re.search(r"^article,[^{]*\{[^}]*break-inside: avoid", pages[0][2], re.MULTILINE)


# In a pack of a few lines

TOY = """
  questions:
    danger: {{bad: call-999, not-sure: call-999, none: talk}}
  outcomes: {{call-999: emergency, talk: {{offer: [talking], title: {title}}}}}
  services:
    line: {{serves: [talking], name: {name}, summary: {name}, {line}}}
"""
SOURCE = 'sources: {{own: {{url: "https://x.example", by: {by}, page_date: {date}, read: 2026-11-22, backs: [contacts.main]}}}}'  # noqa: E501


def toy_sheet(line: str, name: str = "The line", title: str = "Talk") -> str:
    pack = toy_pack(TOY.format(line=line, name=repr_yaml(name), title=repr_yaml(title)))
    return sheet(pack, [told_by(pack, {"danger": "none"})], MOMENT)


def repr_yaml(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def contact(value: str, by: str = "provider", day: str = "2026-06") -> str:
    return f"contacts: {{main: {{{value}}}}}, {SOURCE.format(by=by, date=day)}"


def test_hostile_words_are_words() -> None:
    text = toy_sheet(contact(f"phone: 01632 960001, note: {repr_yaml(HOSTILE)}"), HOSTILE, HOSTILE)

    assert Page(text).said.count(HOSTILE) >= 4
    assert "<script" not in text
    assert "49" not in Page(text).said


@settings(max_examples=20)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1).filter(str.strip))
def test_any_name_is_read_as_it_was_written(name: str) -> None:
    pack = toy_pack(TOY.format(line=contact("phone: 01632 960001"), name="N", title="T"))
    told = told_by(pack, {"danger": "none"})
    service = told.services[0].service
    named = type(service)(**{**{key: getattr(service, key) for key in service.__slots__}, "name": name})

    page = Page(services_sheet(pack, [named], Role.VOLUNTEER, MOMENT))

    assert name in page.texts


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])
def test_an_address_that_could_run_something_is_no_link_and_no_code(url: str) -> None:
    text = toy_sheet(contact(f"url: {repr_yaml(url)}"))

    assert f'href="{url}' not in text
    assert "<figure" not in text


@pytest.mark.parametrize(
    ("by", "day", "codes"), [("provider", "2026-06", 1), ("provider", "2019-06", 0), ("third-party", "2026-06", 0)]
)
def test_only_a_number_that_may_be_trusted_gets_a_code(by: str, day: str, codes: int) -> None:
    text = toy_sheet(contact("phone: 01632 960001", by, day))

    assert text.count("<svg") == codes
    assert text.count("Scan to call") == codes * 2
    assert "01632 960001" in text


def test_a_code_holds_the_number_as_a_telephone_dials_it() -> None:
    import segno

    drawn = segno.make_qr("tel:01632960001", error="m").svg_inline(
        border=4, omitsize=True, svgclass="qr", lineclass=None
    )

    assert drawn in toy_sheet(contact("phone: 01632 960001"))


def test_a_contact_for_professionals_is_not_handed_out() -> None:
    assert "01632 960001" not in toy_sheet(contact("phone: 01632 960001, for: professionals"))


# Several on one sheet


def test_several_needs_stand_on_one_sheet_and_no_service_twice() -> None:
    first = [told for told in one_of_each() if told.outcome.id in ("talking-therapies", "money", "benefits")]
    page = Page(sheet(shipped(), first, MOMENT))
    names = [offered.service.name for told in first for offered in split(told.services)[0]]
    cards = re.findall(r"<article>\n<h3>(.*?)</h3>", sheet(shipped(), first, MOMENT))

    assert len(cards) == len(set(cards)) == len(set(names)) < len(names)
    assert "See above:" in page.said
    assert page.said.count("If it gets worse") == 1 + page.said.count("If it gets worse or cannot wait")


def test_the_most_urgent_need_says_first_what_to_do_if_it_gets_worse() -> None:
    both = sorted(
        (told for told in one_of_each() if told.outcome.id in ("money", "crisis")),
        key=lambda told: told.outcome.urgency,
    )
    said = Page(sheet(shipped(), both, MOMENT)).said
    worse = shipped().settings.hand_out.worse_sheet

    assert said.index(worse["urgent"][0]) < said.index(worse["routine"][0])


def test_named_services_make_one_sheet_with_ages_and_area() -> None:
    services = [shipped().services[each] for each in list(shipped().services)[:3]]
    page = Page(services_sheet(shipped(), services, Role.VOLUNTEER, date(2026, 11, 23)))

    assert all(each.name in page.texts for each in services)
    assert page.said.count("Ages:") == page.said.count("Area:") == 3


def test_the_same_ending_makes_the_same_bytes() -> None:
    told = one_of_each()[0]

    assert sheet(shipped(), [told], datetime(2026, 11, 23, 9)) == sheet(shipped(), [told], datetime(2026, 11, 23, 9))


# Kept whole


@pytest.mark.parametrize("ending", ["urgent", "routine"])
def test_a_sheet_kept_whole(ending: str, golden: Golden) -> None:
    token = {"urgent": "danger=none,today=mind,age=34,practice=oldport", "routine": ARRIVE["routine"]}[ending]
    run = kmnav("route", "--from", token, "--format", "sheet", "--now", NOW, KMNAV_PACK=str(DESK))

    golden(f"sheet-{ending}", run.out)
