"""A question that no path leads to is told as that, and stops no other rule."""

from __future__ import annotations

from dataclasses import replace

from kmnav.check import check_pack
from kmnav.pack import Pack


def test_an_unreached_question_that_leads_to_an_urgent_ending_is_only_unreached(pack: Pack) -> None:
    urgent = "could-not-ask"
    leads_there = next(
        question
        for question in pack.questions.values()
        if any(branch.to == urgent for option in question.options.values() for branch in option.go)
    )
    island = replace(leads_there, id="island")

    result = check_pack(replace(pack, questions={**pack.questions, "island": island}))

    assert [each.code for each in result.problems if "island" in each.message] == ["STR-UNREACHED"]
    assert not [each for each in result.problems if each.code == "SAFE-NOT-ASKED"]
