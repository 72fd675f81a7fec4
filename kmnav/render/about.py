"""What the program says of itself."""

from __future__ import annotations

from kmnav.pack import Pack
from kmnav.render.as_json import counts
from kmnav.render.blocks import Bullets, Heading, Line, Screen, Title


def about_screen(pack: Pack) -> Screen:
    """What this is and is not, for whom, who has checked it, and where to report what is wrong."""
    settings, words, counted = pack.settings, pack.settings.about, counts(pack)
    return (
        Title("kmnav: the right door, first time"),
        Line(words.what),
        Line(words.for_whom),
        Heading("What it is not"),
        Bullets(words.not_for),
        Heading("Who has checked it"),
        Line(words.signed),
        Line(words.checked),
        Bullets(
            (
                f"{counted['outcomes_read_by_a_clinician']} of {counted['outcomes']} outcomes read by a clinician",
                f"{counted['contacts_checked_by_a_person']} of {counted['contacts']} contacts checked by a person",
                f"{counted['services']} services, {counted['cases']} worked cases",
            )
        ),
        Heading("Wrong number or wrong route?"),
        Line(settings.report_to),
        Heading("Pack"),
        Line(f"{settings.id} {settings.version}, {pack.region.name}, facts as of {settings.as_of.isoformat()}"),
        Line(words.licence),
    )
