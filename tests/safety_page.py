"""docs/safety.md, written from safety/hazards.yaml: python -m tests.safety_page"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from tests.documented import ROOT

LOG = ROOT / "safety/hazards.yaml"
PAGE = ROOT / "docs/safety.md"
START = """\
# Clinical safety: the hazard log

This page is written from [safety/hazards.yaml](../safety/hazards.yaml) by `make docs`. Edit the log, not the page.

kmnav helps trained staff and volunteers to find services. It does not decide how ill someone is. **No clinician has
signed a question or an ending, no Clinical Safety Officer has been named, and whether it is a medical device has not
been settled.** DCB0129 asks the maker of health IT for a plan, a hazard log, a safety case and an officer who is a
clinician. This project keeps the log and the evidence, and claims no more. The organisation that uses it approves the
pack and does its own risk assessment (DCB0160). How a clinician signs: [signing.md](signing.md). What `kmnav check`
proves: [safety-rules.md](safety-rules.md).
"""


def log() -> dict[str, Any]:
    """The hazard log as it stands."""
    loaded: dict[str, Any] = yaml.safe_load(LOG.read_text(encoding="utf-8"))
    return loaded


def page(hazards: dict[str, Any]) -> str:
    """The whole page."""
    return "\n".join(_page(hazards)) + "\n"


def _page(log: dict[str, Any]) -> Iterator[str]:
    hazards = log["hazards"]
    still = [each for each in hazards.values() if each["status"] == "open"]
    yield START
    yield f"{len(hazards)} hazards: {len(hazards) - len(still)} controlled, {len(still)} open."
    yield f"{len(log['open'])} more gaps are known and open."
    yield from _matrix(log["matrix"])
    yield from ("", "## Owners", "")
    yield from (f"- {name}: {what}" for name, what in log["owners"].items())
    yield from (
        "",
        "## Hazards at a glance",
        "",
        "| hazard | before | after | owner | status |",
        "| --- | --- | --- | --- | --- |",
    )
    for name, each in sorted(hazards.items(), key=lambda item: -item[1]["residual"]["rating"]):
        before, after = each["initial"]["rating"], each["residual"]["rating"]
        yield f"| [{name}](#{name}) | {before} | {after} | {each['owner']} | {each['status']} |"
    yield from ("", "## Hazards", "")
    for name, each in hazards.items():
        yield from _hazard(name, each)
    yield from ("## Gaps that are known", "", "Nothing stands against these yet.", "")
    yield from (f"- **{name}**: {each['hazard']} {each['why']}" for name, each in log["open"].items())


def _matrix(matrix: dict[str, Any]) -> Iterator[str]:
    yield from (
        "",
        "## How a risk is rated",
        "",
        f"Source of the words and numbers: {matrix['source']} <{matrix['url']}>",
        "",
    )
    yield "The severities and likelihoods below are the developers' own estimates. No clinician has agreed them."
    yield from (
        "",
        f"| likelihood | {' | '.join(matrix['severities'])} |",
        "| --- |" + " --- |" * len(matrix["severities"]),
    )
    for likelihood, ratings in matrix["ratings"].items():
        yield f"| {likelihood} | {' | '.join(map(str, ratings))} |"
    yield ""
    yield from (f"- {rating}: {means}" for rating, means in matrix["means"].items())
    yield ""
    yield from (f"- {likelihood}: {means}" for likelihood, means in matrix["likelihoods"].items())


def _hazard(name: str, hazard: dict[str, Any]) -> Iterator[str]:
    yield from (f"### {name}", hazard["hazard"], "")
    yield f"- Causes: {hazard['causes']}"
    yield f"- Effect: {hazard['effect']}"
    yield f"- Before controls: {_rated(hazard['initial'])}"
    yield f"- Controls: {', '.join(f'`{each}`' for each in hazard['controls']) or 'none yet'}"
    yield f"- After controls: {_rated(hazard['residual'])}"
    yield f"- Owner: {hazard['owner']}. Status: {hazard['status']}."
    if "missing" in hazard:
        yield f"- Still missing: {hazard['missing']}"
    yield ""


def _rated(risk: dict[str, Any]) -> str:
    return f"severity {risk['severity']}, likelihood {risk['likelihood']}, rating {risk['rating']}"


if __name__ == "__main__":
    PAGE.write_text(page(log()), encoding="utf-8")
