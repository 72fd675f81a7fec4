"""The tables: every record stands in them, in a form that spreadsheets read and do not run."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from kmnav.exchange.tables import FORMULA, as_csv, tables
from kmnav.load_terms import load_glossary
from kmnav.pack import Pack
from tests.toy import toy_pack


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_record_stands_in_its_table_with_every_column(pack: Pack) -> None:
    glossary = load_glossary()
    made = {name: rows(text) for name, text in tables(pack, glossary).items()}

    assert [each["id"] for each in made["services.csv"]] == list(pack.services)
    assert [each["id"] for each in made["glossary.csv"]] == list(glossary.terms)
    today = [each for each in made["contacts.csv"] if each["trust"] != "superseded"]
    assert [(each["service"], each["value"]) for each in today] == [
        (service.id, contact.value) for service in pack.services.values() for contact in service.contacts.values()
    ]
    assert len(made["sources.csv"]) > sum(len(each.sources) for each in pack.services.values())
    for table in made.values():
        assert all(None not in row and None not in row.values() for row in table)


def test_an_old_number_stands_with_what_to_do_today_and_is_no_contact() -> None:
    pack = toy_pack("services: {it: {superseded: {old: {phone: 01632 960009, now: Call 111.}}}}")
    found = [each for each in rows(tables(pack)["contacts.csv"]) if each["service"] == "it"]
    assert [(each["value"], each["trust"], each["instead"]) for each in found] == [
        ("01632 960009", "superseded", "Call 111.")
    ]


def test_a_pack_without_a_glossary_has_no_table_of_it(pack: Pack) -> None:
    assert "glossary.csv" not in tables(pack)


@given(texts=st.lists(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0")), min_size=2, max_size=2))
def test_what_is_written_is_read_again_and_no_field_begins_a_formula(texts: list[str]) -> None:
    text = as_csv(("a", "b"), [(*texts,)])
    ((a, b),) = list(csv.reader(io.StringIO(text, newline="")))[1:]

    for field, was in zip((a, b), texts, strict=True):
        assert field == (f"'{was}" if was.startswith(FORMULA) else was)
        assert not field.startswith(("=", "+", "-", "@"))
    assert text.endswith("\r\n")


def test_lines_end_as_rfc_4180_asks_and_a_comma_is_quoted() -> None:
    assert (
        as_csv(("a", "b"), [("x, y", 'say "so"'), (None, ("one", "two"))])
        == 'a,b\r\n"x, y","say ""so"""\r\n,one; two\r\n'
    )
