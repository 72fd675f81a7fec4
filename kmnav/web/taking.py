"""What a person takes away from an ending: a text message, a sheet; and a note for the record of a practice.

Before the first two the page asks whose phone or hands it is, and where somebody else must not see it, asks twice.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from kmnav.model import Role
from kmnav.recommend import Recommendation
from kmnav.render.message import message
from kmnav.render.note import note
from kmnav.render.sending import NOTHING, TWICE, WHOSE_HANDS, WHOSE_PHONE, listed
from kmnav.render.sheet import sheet
from kmnav.replay import Arrived, replay
from kmnav.take_away import careful, is_private
from kmnav.web.address import Walk, walk_from
from kmnav.web.bounds import HEADERS, form_of
from kmnav.web.site import NEVER_KEPT, Site, site_of
from kmnav.web.walking import told_at

FORMS = {"message": ("Text message", "Whose phone is it? Is it safe to send?", WHOSE_PHONE),
         "sheet": ("Sheet to print", "Whose hands will it be in? Is it safe?", WHOSE_HANDS)}  # fmt: skip
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def _form(request: Request) -> str:
    form = str(request.path_params["form"])
    if form not in (*FORMS, "note"):
        raise HTTPException(404)
    return form


async def take_away(request: Request) -> Response:
    """The question before a message or a sheet; a note at once."""
    site, form = site_of(request), _form(request)
    said = walk_from(site.pack, request.query_params, site.clock(), request.headers.get("sec-fetch-site"))
    return _asked_or_made(request, site, said, form, {})


async def taken(request: Request) -> Response:
    """The answers to that question, and then what was asked for."""
    site, form = site_of(request), _form(request)
    given = await form_of(request)
    said = walk_from(site.pack, given, site.clock(), request.headers.get("sec-fetch-site"))
    return _asked_or_made(request, site, said, form, given)


def _asked_or_made(request: Request, site: Site, said: Walk, form: str, given: Mapping[str, str]) -> Response:
    step = replay(site.pack, said.answers)
    if not isinstance(step, Arrived) or (form == "note" and said.role is not Role.GP_PRACTICE):
        return RedirectResponse(said.address(), 303)
    told = told_at(site, said, step)
    if form == "note":
        text = note(site.pack, [told], site.clock())
        return _shown(request, said, told, "Note for the record", text)
    why = careful(site.pack, told)
    answers = FORMS[form][2]
    safe = given.get("whose") in _values(len(answers) - 1)
    if given.get("whose") == str(len(answers)) or given.get("twice") == "1":
        return _shown(request, said, told, NOTHING, site.pack.settings.hand_out.nothing or "")
    if not safe or (why and given.get("twice") != "2"):
        return _ask(request, said, told, form, given, why if safe else ())
    if form == "sheet":
        return _sheet_page(sheet(site.pack, [told], site.clock()))
    made = message(site.pack, told, discreet=bool(why) or given["whose"] != "1")
    return _shown(request, said, told, "Text message", made.text, made.counted)


def _values(count: int) -> tuple[str, ...]:
    return tuple(str(at) for at in range(1, count + 1))


def _ask(
    request: Request, said: Walk, told: Recommendation, form: str, given: Mapping[str, str], why: tuple[str, ...]
) -> Response:
    site = site_of(request)
    title, first, answers = FORMS[form]
    name, choices = ("twice", TWICE) if why else ("whose", answers)
    ask = f"This is about {listed(why)}. As a rule nothing is made. Make it all the same?" if why else first
    carried = [*said.fields(), *((("whose", given["whose"]),) if why else ())]
    missed = "sent" in given and name not in given
    return site.page(
        request,
        "safe.html",
        kept=False,
        status=422 if missed else 200,
        title=title,
        ask=ask,
        name=name,
        options=list(zip(_values(len(choices)), choices, strict=True)),
        carried=carried,
        problem="Choose one answer, then go on." if missed else "",
        back=said.address(),
        leave=is_private(site.pack, told.outcome),
    )


def _shown(request: Request, said: Walk, told: Recommendation, title: str, text: str, counted: str = "") -> Response:
    site = site_of(request)
    return site.page(
        request,
        "taken.html",
        kept=False,
        title=title,
        text=text,
        counted=counted,
        back=said.address(),
        leave=is_private(site.pack, told.outcome),
    )


def _sheet_page(words: str) -> Response:
    """The sheet carries its own style, so its policy names that style and nothing else."""
    found = _STYLE.search(words)
    digest = base64.b64encode(hashlib.sha256((found.group(1) if found else "").encode()).digest()).decode()
    policy = HEADERS["Content-Security-Policy"].replace("style-src 'self'", f"style-src 'sha256-{digest}'")
    return HTMLResponse(words, headers={"Content-Security-Policy": policy, "Cache-Control": NEVER_KEPT})
