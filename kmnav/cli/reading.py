"""What a person types at a question, as the value that the token keeps."""

from __future__ import annotations

from kmnav.cli.advance import NOT_KNOWN
from kmnav.cli.talk import chosen
from kmnav.errors import UnknownAnswer
from kmnav.model import AGE, NOT_SURE, OUTSIDE, PRACTICE, Question
from kmnav.pack import Pack
from kmnav.values import age_kept


def value_of(question: Question, said: str) -> str:
    """The answer that was typed at a question with options, or at the age. Raises UnknownAnswer."""
    if question.id == AGE:
        return _age(said)
    options = list(question.options)
    at = chosen(said, len(options))
    if at is None:
        raise UnknownAnswer(
            f'"{said}" is not one of these.' if said else "Please type one of these.",
            f"Numbers go from 1 to {len(options)}.",
        )
    return options[at]


def _age(said: str) -> str:
    if said.lower() in NOT_KNOWN:
        return NOT_SURE
    try:
        return age_kept(said)
    except ValueError as error:
        raise UnknownAnswer(str(error), "Type n if nobody knows.") from None


def places_meant(pack: Pack, question: Question, said: str) -> tuple[str, ...]:
    """The councils that were typed at a question for a place; nothing at another question. Raises UnknownAnswer."""
    from kmnav.places import resolve_place, resolve_practice_place

    if question.type != "place":
        return ()
    if said.lower() in NOT_KNOWN:
        return (NOT_SURE,)
    councils = [*pack.region.councils, OUTSIDE]
    at = chosen(said, len(councils))
    if at is not None:
        return (councils[at],)
    return (resolve_practice_place if question.id == PRACTICE else resolve_place)(pack.region, said)


def council_words(pack: Pack, council: str) -> str:
    """A council's name, or the words for a place outside the region."""
    return pack.region.outside if council == OUTSIDE else pack.region.councils[council].name
