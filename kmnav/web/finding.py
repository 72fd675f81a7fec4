"""The page for a caller's own words: danger first, then services that fit and where to start the questions."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from kmnav.find import Found, find
from kmnav.places import council_name
from kmnav.render.find import as_json, question_words
from kmnav.replay import from_token
from kmnav.values import age_kept
from kmnav.web.address import ROLE, Walk, walk_from
from kmnav.web.bounds import form_of
from kmnav.web.site import NEVER_KEPT, Site, role_of, site_of

LONGEST_WORDS = 500


async def words(request: Request) -> Response:
    """What was said goes by POST, is read once and kept nowhere; the page does not say it again."""
    site = site_of(request)
    if request.method != "POST":
        return site.page(request, "find.html", found=None, problem="", starts=(), fresh="", begun=False)
    given = await form_of(request)
    said, age, home, problem = _read(site, given)
    if problem:
        return site.page(
            request, "find.html", kept=False, status=422, found=None, problem=problem, starts=(), fresh="", begun=False
        )
    found = find(site.pack, said, age=age or None, home=home or None)
    own = {ROLE: role_of(request).value, **given}
    begin = walk_from(site.pack, own, site.clock(), request.headers.get("sec-fetch-site"))
    return site.page(
        request,
        "find.html",
        kept=False,
        found=found,
        problem="",
        ask=[question_words(each) for each in found.danger.ask[:1]],
        home_said=council_name(site.pack.region, found.home_said) if found.home_said else "",
        starts=[(each.label, _start(begin, each.token)) for each in found.starts if each.token],
        fresh=begin.address(),
        begun=site.pack.start in begin.answers,
    )


def _read(site: Site, given: Mapping[str, str]) -> tuple[str, str, str, str]:
    """The words, the age and the home council; last, what is wrong with them."""
    said, typed = " ".join(given.get("words", "").split())[:LONGEST_WORDS], given.get("age", "").strip()
    home = given.get("home", "") if given.get("home", "") in site.pack.region.councils else ""
    if not said:
        return said, "", home, "Type what they said, then go on."
    try:
        return said, age_kept(typed) if typed else "", home, ""
    except ValueError as error:
        return said, "", home, str(error)


def _start(begin: Walk, token: str) -> str:
    """The address that goes on with the questions on a topic. The topic holds no safety answer: those are asked."""
    return begin.with_answers({**begin.answers, **from_token(token)}).address()


async def api_words(request: Request) -> Response:
    """The object of `kmnav find --json`, for words that come by POST."""
    site = site_of(request)
    said, age, home, problem = _read(site, await form_of(request))
    found: Found = find(site.pack, said, age=age or None, home=home or None)
    status = 422 if problem else 200 if found.results or found.banner else 404
    return Response(as_json(site.pack, found), status, {"Cache-Control": NEVER_KEPT}, "application/json")
