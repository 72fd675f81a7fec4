"""What changed between two packs, for a program."""

from __future__ import annotations

from typing import Any

from kmnav.compare import Changed, Compared, Records
from kmnav.compare_edits import Edit
from kmnav.compare_routes import Reroute
from kmnav.pack import Pack
from kmnav.render.as_json import SCHEMA
from kmnav.render.compare import NO_OTHERS, Regions, not_compared


def compare_object(old: Pack, new: Pack, told: Compared, regions: Regions = NO_OTHERS) -> dict[str, Any]:
    """All that differs; `regions` are those that each pack has."""
    routes = told.routes
    return {
        "schema": SCHEMA,
        "kind": "diff",
        "old": _pack_keys(old),
        "new": _pack_keys(new),
        "situations": routes.situations,
        "routes": [_reroute_keys(each) for each in routes.reroutes],
        "ages_and_places": routes.compared_first,
        "first_services": [
            {
                "outcome": each.outcome,
                "before": each.before,
                "after": each.after,
                "ages_and_places": each.situations,
                "example": {"age": each.age, "place": each.place},
            }
            for each in routes.first
        ],
        "records": {kind: _record_keys(records) for kind, records in told.records.items()},
        "sayings": [
            {
                "said_of": each.said_of.value,
                "about": each.about,
                "name": each.name,
                "added": list(each.added),
                "removed": list(each.removed),
            }
            for each in told.sayings
        ],
        "regions_not_compared": not_compared(old, new, regions),
    }


def _pack_keys(pack: Pack) -> dict[str, str]:
    settings = pack.settings
    as_of = settings.as_of.isoformat()
    return {"id": settings.id, "version": settings.version, "as_of": as_of, "region": pack.region.id}


def _reroute_keys(each: Reroute) -> dict[str, Any]:
    return {
        "before": {"outcome": each.before.outcome, "urgency": each.before.urgency.word},
        "after": {"outcome": each.after.outcome, "urgency": each.after.urgency.word},
        "less_urgent": each.less_urgent,
        "situations": each.situations,
        "example": ",".join(f"{question}={value}" for question, value in each.example),
    }


def _record_keys(records: Records) -> dict[str, Any]:
    def named(each: Changed) -> dict[str, Any]:
        return {"id": each.id, "name": each.name}

    def edited(each: Changed) -> dict[str, Any]:
        return {**named(each), "edits": [_edit_keys(edit) for edit in each.edits]}

    return {
        "added": [named(each) for each in records.added],
        "closed": [edited(each) for each in records.closed],
        "removed": [named(each) for each in records.removed],
        "changed": [edited(each) for each in records.changed],
    }


def _edit_keys(edit: Edit) -> dict[str, Any]:
    lists = {"added": list(edit.added), "removed": list(edit.removed), "moved": list(edit.moved)}
    return {"part": edit.part, "before": edit.before, "after": edit.after, **lists}
