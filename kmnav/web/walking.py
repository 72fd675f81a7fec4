"""The pages of the walk: the start, a question, a place, an ending, the 999 page. Each is `replay` of its address."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kmnav.errors import UnknownAnswer
from kmnav.model import AGE, FACTS, HOME, NOT_SURE, OUTSIDE, PRACTICE, Question, SafetyLevel
from kmnav.places import resolve_place, resolve_practice_place
from kmnav.recommend import Recommendation, recommend
from kmnav.render.ending import recommendation_screen, same_place_words
from kmnav.render.words import emergency_screen
from kmnav.replay import Answered, Arrived, Asking, replay, to_token, without_last
from kmnav.take_away import is_private
from kmnav.web.address import ASKED, CHANGE, Walk, facts_only, walk_from
from kmnav.web.bounds import form_of
from kmnav.web.site import Site, role_of, site_of

NOTHING_CHOSEN = "Choose one answer, then go on."
NO_PLACE = "Choose a council, or type a town or a postcode."


async def start(request: Request) -> Response:
    """The first page: what this is, who asks, and the look-ups."""
    return site_of(request).page(request, "start.html")


async def walk(request: Request) -> Response:
    """The next question, or the ending, of the answers in the address."""
    site = site_of(request)
    said = walk_from(site.pack, request.query_params, site.clock(), request.headers.get("sec-fetch-site"))
    return _step(request, site, said)


def _step(request: Request, site: Site, said: Walk, problem: str = "", typed: str = "") -> Response:
    step = replay(site.pack, said.answers)
    if said.change and (changed := site.pack.question(said.change)):
        return _question(request, site, said, Asking(step.path, changed, 1), problem, typed)
    if isinstance(step, Asking):
        return _question(request, site, said, step, problem or _missed(said, step.question), typed)
    return _ending(request, site, said, step, problem or _missed_beneath(said, step))


def _missed(said: Walk, question: Question) -> str:
    """What was wrong with an answer that was sent and is not one."""
    if said.wrong and question.id == AGE:
        return f'"{said.wrong}" is not an age. Type a number of years from 0 to 120, or months such as 6m.'
    if said.asked == question.id and question.id not in said.answers:
        return "Type an age, or say that nobody knows." if question.id == AGE else NOTHING_CHOSEN
    return ""


def _missed_beneath(said: Walk, step: Arrived) -> str:
    return f'"{said.wrong}" is not an age.' if said.wrong and AGE in step.refine else ""


def _question(request: Request, site: Site, said: Walk, asking: Asking, problem: str, typed: str) -> Response:
    question = asking.question
    return site.page(
        request,
        "question.html",
        kept=False,
        status=422 if problem else 200,
        walk=said,
        asking=asking,
        question=question,
        leave=question.id in site.careful,
        places=_places(site) if question.type == "place" else (),
        signs=site.signs[question.id],
        options=site.choices.get(question.id, ""),
        problem=problem,
        typed=typed,
        free_line=question.type == "choice" and question.safety is not SafetyLevel.EMERGENCY,
        back=_back(site, said, asking),
        changes=_changes(site, said, asking.path),
        carried=_carried(said, question.id),
    )


def _places(site: Site) -> tuple[tuple[str, str], ...]:
    region = site.pack.region
    councils = ((each.id, each.name) for each in region.councils.values())
    return (*councils, (OUTSIDE, region.outside), (NOT_SURE, "Not known"))


def _carried(said: Walk, asked: str) -> tuple[tuple[str, str], ...]:
    """The hidden fields of a form: all that is known but the answer that it asks for."""
    return tuple((name, value) for name, value in said.fields(**{ASKED: asked}) if name != asked)


def _back(site: Site, said: Walk, step: Asking | Arrived) -> str:
    """The address of the step before; the start page from the first question."""
    if said.change:
        return said.with_answers(said.answers).address()
    answers = without_last(step, {fact: said.answers[fact] for fact in FACTS if fact in said.answers})
    if step.path and len(answers) == len(_reached(step, said)):
        answers = without_last(step, {})
    return said.with_answers(answers).address() if step.path else "/"


def _reached(step: Asking | Arrived, said: Walk) -> dict[str, str]:
    facts = {fact: said.answers[fact] for fact in FACTS if fact in said.answers}
    return {**facts, **{each.question: each.value for each in step.path}}


def _changes(site: Site, said: Walk, path: tuple[Answered, ...]) -> list[tuple[str, str, str]]:
    """Each answer so far, with the address of the page that changes it."""
    told = []
    for each in path:
        question = site.pack.question(each.question)
        ask = question.ask if question else each.question
        told.append((ask, each.label, said.address(**{CHANGE: each.question})))
    return told


def told_at(site: Site, said: Walk, step: Arrived) -> Recommendation:
    """What an ending tells at this moment."""
    return recommend(site.pack, step, said.role, site.clock())


def _ending(request: Request, site: Site, said: Walk, step: Arrived, problem: str) -> Response:
    told = told_at(site, said, step)
    same = same_place_words(site.pack, told)
    refine = site.pack.facts[step.refine[0]] if step.refine else None
    return site.page(
        request,
        "ending.html",
        kept=False,
        status=422 if problem else 200,
        walk=said,
        told=told,
        leave=is_private(site.pack, told.outcome),
        screen=recommendation_screen(site.pack, told),
        same=same,
        same_change=said.address(**{CHANGE: same[0]}) if same else "",
        refine=refine,
        places=_places(site) if refine and refine.type == "place" else (),
        problem=problem,
        token=to_token(step, said.answers),
        back=_back(site, said, step),
        changes=_changes(site, said, step.path),
        carried=_carried(said, refine.id) if refine else (),
        another=facts_only(said).address(),
    )


async def place(request: Request) -> Response:
    """A place that was typed or chosen. Only its council goes into the address; what was typed stays nowhere."""
    site = site_of(request)
    given = await form_of(request)
    said = walk_from(site.pack, given, site.clock(), request.headers.get("sec-fetch-site"))
    fact = said.asked if said.asked in (HOME, PRACTICE) else ""
    if not fact:
        return RedirectResponse(said.address(), 303)
    typed = given.get("place", "").strip()[:80]
    if typed:
        return _typed_place(request, site, said, fact, typed)
    if fact in said.answers:
        return RedirectResponse(said.with_answers(said.answers).address(), 303)
    return _step(request, site, said, NO_PLACE)


def _typed_place(request: Request, site: Site, said: Walk, fact: str, typed: str) -> Response:
    try:
        councils = (resolve_practice_place if fact == PRACTICE else resolve_place)(site.pack.region, typed)
    except UnknownAnswer as error:
        return _step(request, site, said, f"{error.happened} {error.do}", typed)
    if len(councils) == 1:
        return RedirectResponse(said.with_answers({**said.answers, fact: councils[0]}).address(), 303)
    names = dict(_places(site))
    return site.page(
        request,
        "which.html",
        kept=False,
        question=site.pack.facts[fact],
        councils=[(each, names[each]) for each in councils],
        carried=_carried(said, fact),
        back=said.address(),
    )


async def emergency(request: Request) -> Response:
    """The 999 page at once."""
    site = site_of(request)
    pack = site.pack
    arrived = Arrived((), pack.outcomes[pack.settings.emergency], ())
    told = recommend(pack, arrived, role_of(request), site.clock())
    return site.page(request, "screen.html", screen=emergency_screen(pack, told), title=told.outcome.title)
