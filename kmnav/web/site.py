"""What a server holds: the pack, its words and the clock; and how a page is made of a template."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kmnav.model import Role
from kmnav.pack import Pack
from kmnav.record import dataclass
from kmnav.render.words import why_screen
from kmnav.replay import Asking
from kmnav.take_away import careful_questions
from kmnav.terms import Faqs, Glossary
from kmnav.web.address import ROLE
from kmnav.web.blocks import as_html, linked

STATIC = Path(__file__).with_name("static")
KEPT = "public, max-age=300"
NEVER_KEPT = "no-store"
Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Site:
    """Everything that a page needs. Nothing here changes after the start."""

    pack: Pack
    glossary: Glossary
    faqs: Faqs
    clock: Clock
    templates: Environment
    mark: str
    signs: Mapping[str, Markup]
    careful: frozenset[str]
    choices: Mapping[str, Markup]

    def page(self, request: Request, template: str, *, kept: bool = True, status: int = 200, **shown: Any) -> Response:
        """A page. `kept`: whether a browser or a cache may keep it; a page of a walk is never kept."""
        shown.setdefault("leave", False)
        words = self.templates.get_template(template).render(
            pack=self.pack, settings=self.pack.settings, here=request.url.path, role=role_of(request), **shown
        )
        return HTMLResponse(words, status, {"Cache-Control": KEPT if kept else NEVER_KEPT})


def open_site(pack: Pack, glossary: Glossary, faqs: Faqs, clock: Clock) -> Site:
    """A site over a loaded pack."""
    templates = Environment(
        loader=PackageLoader("kmnav.web"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    templates.filters.update(linked=linked, as_html=as_html)
    return Site(
        pack,
        glossary,
        faqs,
        clock,
        templates,
        pack_mark(pack),
        _signs(pack),
        careful_questions(pack),
        _choices(pack, templates),
    )


def _signs(pack: Pack) -> Mapping[str, Markup]:
    """Why each question is asked, and every sign: the same on every page that asks it, so made once."""
    asked = (*pack.questions.values(), *pack.facts.values())
    return {each.id: as_html(why_screen(pack, Asking((), each, 0))) for each in asked}


def _choices(pack: Pack, templates: Environment) -> Mapping[str, Markup]:
    """The options of each question as they stand on every page that asks it, so made once."""
    make = templates.get_template("parts.html").make_module().choices  # type: ignore[attr-defined]
    asked = pack.questions.values()
    return {each.id: make(each.id, [(at, option.label) for at, option in each.options.items()], "") for each in asked}


def pack_mark(pack: Pack) -> str:
    """A short mark of what the pack says, the same in every process that serves it."""
    parts: tuple[Mapping[str, object], ...] = (
        pack.questions, pack.outcomes, pack.doors, pack.services, pack.flags, pack.facts,
    )  # fmt: skip
    told = hashlib.sha256(repr(pack.settings).encode())
    for part in parts:
        for record in part.values():
            told.update(repr(record).encode())
    return told.hexdigest()[:16]


def site_of(request: Request) -> Site:
    """The site that a request came to."""
    site = request.app.state.site
    assert isinstance(site, Site)
    return site


def role_of(request: Request) -> Role:
    """Who asks, as the address says; a volunteer where it does not."""
    return next((role for role in Role if role.value == request.query_params.get(ROLE)), Role.VOLUNTEER)
