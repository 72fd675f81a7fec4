"""What a person takes away: a text message, a sheet, a note. Before the first two: whose phone or hands, is it safe?

Nothing is sent from here. A message is shown to be copied; a sheet goes to the file that a person names.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kmnav.cli.desk import MESSAGE, NOTE, SHEET, Exit, fail
from kmnav.cli.output import forget_earlier, refusal, write_whole
from kmnav.cli.streams import tell, write
from kmnav.cli.talk import Talk, chosen
from kmnav.errors import UnknownAnswer
from kmnav.model import Role
from kmnav.render.blocks import Bullets, Heading, Keys, Numbered, Screen
from kmnav.render.sending import NOTHING, TWICE, WHOSE_HANDS, WHOSE_PHONE, listed
from kmnav.render.words import sentence
from kmnav.take_away import careful, careful_of

if TYPE_CHECKING:
    from kmnav.cli.begin import Start
    from kmnav.cli.desk import Desk
    from kmnav.fit import Person
    from kmnav.model import Service
    from kmnav.pack import Pack
    from kmnav.recommend import Recommendation

FORM_OF = {"t": MESSAGE, "p": SHEET, "n": NOTE}
KEYS_TAKEN = ("t text message", "p sheet")
KEY_NOTE = "n note"
KEYS_SENDING = Keys(("Number", "Enter makes nothing", "e emergency", "q quit"))
KEYS_FILE = Keys(("Name of the file, such as sheet.html", "Enter makes nothing"))
NOT_FOR_A_NOTE = "A note is for the record of a GP practice.", "Use --as gp-practice, or leave out --format note."


def keys_at_end(keys: Keys, role: Role) -> Keys:
    """The keys at an ending with those of this page, in the same place each time."""
    own = (*KEYS_TAKEN, KEY_NOTE) if role is Role.GP_PRACTICE else KEYS_TAKEN
    return Keys((*keys.items[:1], *own, *keys.items[1:]))


def before_you_end(pack: Pack) -> Screen:
    """What the helper asks before the call ends: teach-back, and what if it gets worse."""
    asked = pack.settings.hand_out.teach_back
    return (Heading("Before you end"), Bullets(asked)) if asked else ()


def taken(start: Start, talk: Talk, needs: Sequence[Recommendation], said: str, key: Callable[[str], bool]) -> bool:
    """Make what a key at an ending asks for, of the last of `needs` or of all; `key` acts on the other keys.

    False where `said` is no such key.
    """
    form = FORM_OF.get(said.lower())
    if form is None or (form == NOTE and start.role is not Role.GP_PRACTICE):
        return False
    _make(start, talk, needs, form, key)
    return True


def make_first(start: Start, talk: Talk, needs: Sequence[Recommendation], key: Callable[[str], bool]) -> bool:
    """Make what `--format` names as soon as an ending is shown, once; False where nothing is to be made."""
    form, talk.to_make = talk.to_make, ""
    if form:
        _make(start, talk, needs, form, key)
    return bool(form)


def _make(start: Start, talk: Talk, needs: Sequence[Recommendation], form: str, key: Callable[[str], bool]) -> None:
    """Ask what must be asked first, then make one form."""
    if form == NOTE:
        _give(talk, _note(start, needs))
        return
    why = tuple(dict.fromkeys(each for told in needs for each in careful(start.pack, told)))
    if form == MESSAGE:
        why = careful(start.pack, needs[-1])
    answer = _whose(talk, form, why, key)
    if answer is None:
        talk.notice(f"{NOTHING} {start.pack.settings.hand_out.nothing or ''}".strip())
    elif form == MESSAGE:
        _give_message(start, talk, needs[-1], discreet=bool(why) or answer > 0)
    else:
        _give_sheet(talk, _sheet(start, needs))


def _whose(talk: Talk, form: str, why: Sequence[str], key: Callable[[str], bool]) -> int | None:
    """Which of the safe answers was given, from 0; None where nothing is to be made. Where care is needed, twice."""
    what = "phone is it" if form == MESSAGE else "hands will it be in"
    answers = WHOSE_PHONE if form == MESSAGE else WHOSE_HANDS
    first = _choice(talk, f"Whose {what}? Is it safe to send?" if form == MESSAGE else f"Whose {what}? Is it safe?",
                    answers, key)  # fmt: skip
    if first is None or first == len(answers) - 1:
        return None
    if not why:
        return first
    twice = _choice(talk, f"This is about {listed(why)}. As a rule nothing is made. Make it all the same?", TWICE, key)
    return first if twice == 1 else None


def _choice(talk: Talk, heading: str, answers: Sequence[str], key: Callable[[str], bool]) -> int | None:
    taken: list[int] = []
    talk.say((Heading(heading), Numbered(tuple(answers))))

    def take(said: str) -> None:
        at = chosen(said, len(answers))
        if at is not None:
            taken.append(at)
        elif said.lower() not in ("", "b") and not key(said):
            raise UnknownAnswer(f'"{said}" is not one of these.', f"Numbers go from 1 to {len(answers)}.")

    talk.ask(KEYS_SENDING, take)
    return taken[0] if taken else None


def _give_message(start: Start, talk: Talk, told: Recommendation, *, discreet: bool) -> None:
    from kmnav.render.message import message

    made = message(start.pack, told, discreet=discreet)
    _give(talk, f"{made.text}\n")
    talk.notice(f"{sentence(made.counted)}.{' Discreet: no words about health.' if discreet else ''}")


def _give(talk: Talk, text: str) -> None:
    """To stdout, in one piece so that it can be copied; the person sees it wherever stdout goes."""
    tell("")
    if sys.stdout.isatty():
        write(text)
        return
    forget_earlier()
    write(text)
    tell(text.rstrip("\n"))


def _give_sheet(talk: Talk, page: str) -> None:
    """To the file that `--output` names, to a pipe for `--format sheet`, else to the file that the person names now."""
    desk = talk.desk
    if desk.said.output not in (None, "-") or (desk.form == SHEET and not sys.stdout.isatty()):
        forget_earlier()
        write(page)
        where = f"It is written to {desk.said.output} when you quit." if desk.said.output not in (None, "-") else ""
        talk.notice(f"The sheet is made. {where}".strip())
        return
    named: list[str] = []

    def take(said: str) -> None:
        refused = refusal(Path(said).expanduser(), replace=desk.said.force) if said else None
        if refused:
            raise UnknownAnswer(*refused[:2])
        named.append(said)

    talk.ask(KEYS_FILE, take)
    if named[0]:
        write_whole(Path(named[0]).expanduser(), page)
    else:
        talk.notice("Nothing is made.")


def write_form(start: Start, told: Recommendation) -> None:
    """`--format message|sheet|note` where nobody is asked. Ends with a usage error where it may not be made."""
    form = start.desk.form
    if form == NOTE:
        write(_note(start, (told,)))
        return
    why = careful(start.pack, told)
    refuse_unsafe(form, why, safe=start.safe)
    if form == SHEET:
        refuse_screen()
        write(_sheet(start, (told,)))
        return
    from kmnav.render.message import message

    made = message(start.pack, told, discreet=start.discreet or bool(why))
    write(f"{made.text}\n")
    tell(f"{sentence(made.counted)}.")


def refuse_unsafe(form: str, why: Sequence[str], *, safe: bool) -> None:
    """End where what is to be handed out needs care and nobody has said that it is safe."""
    if why and not safe:
        fail(
            f"This is about {listed(why)}. As a rule no {form} is made: somebody else may see it.",
            "Ask whose phone or hands it will be in. They want it and it is safe: add --safe-to-send.",
            Exit.USAGE,
        )


def refuse_screen() -> None:
    """End where a sheet would fill a terminal with HTML."""
    if sys.stdout.isatty():
        fail("A sheet is a page to print, not for this screen.", "Add -o sheet.html and open that file.", Exit.USAGE)


def refuse_form(form: str, role: Role) -> None:
    """End where this role has no such form."""
    if form == NOTE and role is not Role.GP_PRACTICE:
        fail(*NOT_FOR_A_NOTE, Exit.USAGE)


def write_services_sheet(
    desk: Desk, pack: Pack, services: Sequence[Service], role: Role, *, safe: bool, person: Person | None = None
) -> None:
    """The sheet of services that were named."""
    from kmnav.render.sheet import services_sheet

    refuse_unsafe(SHEET, careful_of(pack, services, person), safe=safe)
    refuse_screen()
    write(services_sheet(pack, services, role, desk.on))


def _sheet(start: Start, needs: Sequence[Recommendation]) -> str:
    from kmnav.render.sheet import sheet

    return sheet(start.pack, needs, start.on)


def _note(start: Start, needs: Sequence[Recommendation]) -> str:
    from kmnav.render.note import note

    return note(start.pack, needs, start.on)
