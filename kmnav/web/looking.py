"""The pages beside the walk: services, the glossary, letters, questions with answers, what this is."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kmnav.exchange.reading_copy import as_reading_copy
from kmnav.faq import answers_to
from kmnav.find_service import older_contacts, services_called
from kmnav.fit import Fitness, fit, person_from
from kmnav.glossary import look_up
from kmnav.in_text import explain
from kmnav.model import AGE, HOME, Service
from kmnav.render.about import about_screen
from kmnav.render.explained import explained_screen
from kmnav.render.glossary import faq_screen, lineage_screen, look_up_screen, missed
from kmnav.render.service import service_screen
from kmnav.take_away import careful_of
from kmnav.terms import Term, TermStatus
from kmnav.values import age_kept
from kmnav.web.bounds import LONGEST_LETTER, asked, form_of
from kmnav.web.site import Site, role_of, site_of


async def services(request: Request) -> Response:
    """Services by name or number, or a list by kind of help, age and home."""
    site = site_of(request)
    query, age, home, door = (asked(request, name) for name in ("q", "age", "home", "door"))
    found, near, problem = _found(site, query, age, home, door)
    return site.page(
        request,
        "services.html",
        status=422 if problem else 404 if query and not found else 200,
        query=query,
        age=age,
        home=home,
        door=door,
        found=found,
        near=near,
        problem=problem,
        doors=() if any((query, age, home, door)) else sorted(site.pack.doors.values(), key=lambda each: each.name),
        older=[old for each in found for old in older_contacts(each, query)],
    )


def _found(site: Site, query: str, age: str, home: str, door: str) -> tuple[list[Service], tuple[str, ...], str]:
    pack = site.pack
    called, near = services_called(pack, query) if query else (list(pack.services.values()), ())
    facts = {HOME: home} if home in pack.region.councils else {}
    problem = ""
    if age:
        try:
            facts[AGE] = age_kept(age)
        except ValueError as error:
            problem = f'"{age}" is not an age. {error}'
    person = person_from(facts)
    fitting = [each for each in called if not facts or fit(pack, each, person).fitness is not Fitness.DOES_NOT]
    return [each for each in fitting if not door or door in each.serves], near, problem


async def service(request: Request) -> Response:
    """One service in full."""
    site = site_of(request)
    found = site.pack.services.get(request.path_params["id"])
    if found is None:
        raise HTTPException(404)
    screen = service_screen(site.pack, found, role_of(request), site.clock())
    return site.page(
        request, "screen.html", screen=screen, title=found.name, leave=bool(careful_of(site.pack, [found]))
    )


async def glossary(request: Request) -> Response:
    """What a term means and what became of it, or the list of all terms."""
    site = site_of(request)
    query = asked(request)
    told = look_up(site.glossary, query) if query else None
    if told is None or not told.results:
        return site.page(
            request,
            "terms.html",
            status=404 if told else 200,
            query=query,
            missed=missed(told)[0] if told else "",
            near=[each.label for each in told.suggestions] if told else [],
            letters=_letters(site),
            letter=letter_of(asked(request, "letter") or "a"),
            terms=_terms_under(site, letter_of(asked(request, "letter") or "a")),
            current=TermStatus.CURRENT,
        )
    terms = [each.term for each in told.results]
    whole = look_up_screen(site.glossary, told)
    return site.page(
        request,
        "term.html",
        query=query,
        title=terms[0].label,
        screen=whole,
        lineage=lineage_screen(site.glossary, terms),
    )


def letter_of(label: str) -> str:
    """The letter under which a term is listed; all that begins with a digit or a mark stands under 0."""
    first = label[:1].casefold()
    return first if first.isascii() and first.isalpha() else "0"


def _letters(site: Site) -> list[str]:
    return sorted({letter_of(each.label) for each in site.glossary.terms.values()})


def _terms_under(site: Site, letter: str) -> list[Term]:
    listed = (each for each in site.glossary.terms.values() if letter_of(each.label) == letter)
    return sorted(listed, key=lambda each: each.label.casefold())


async def letter(request: Request) -> Response:
    """The terms in a text that was pasted. The text is not kept, and not shown again."""
    site = site_of(request)
    if request.method != "POST":
        return site.page(request, "letter.html", screen=(), problem="")
    text = (await form_of(request)).get("text", "")
    if len(text) > LONGEST_LETTER:
        raise HTTPException(413)
    problem = "" if text.strip() else "Paste the text of a letter, then go on."
    screen = explained_screen(site.glossary, explain(site.glossary, text)) if text.strip() else ()
    return site.page(
        request, "letter.html", kept=False, status=422 if problem else 200, screen=screen[:-1], problem=problem
    )


async def faq(request: Request) -> Response:
    """Questions with answers, all of them or those about some words."""
    site = site_of(request)
    query = asked(request)
    found = answers_to(site.faqs.answers, query)
    return site.page(request, "faq.html", status=200 if found else 404, query=query, screen=faq_screen(found))


async def about(request: Request) -> Response:
    """What this is and is not, who signed it and how old it is."""
    site = site_of(request)
    return site.page(request, "screen.html", screen=about_screen(site.pack), title="About")


async def reading_copy(request: Request) -> Response:
    """Every question and where each answer leads, to read and to approve."""
    site = site_of(request)
    return site.page(request, "copy.html", text=as_reading_copy(site.pack))
