"""The lists of terms, units and danger phrases. That of contacts, with search, is in bot.admin.lists."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from bot.admin.editing.kinds import CONTACTS, KINDS, UNITS, Kind, Missing, opened, rows_of
from bot.admin.editing.options import options
from bot.admin.editing.reading import NotReadable
from bot.admin.editing.shown import desk_of, open_as_text
from bot.admin.editing.tree import Branch
from bot.admin.guard import may
from bot.admin.people import Person, Role
from bot.admin.view import page
from bot.knowledge.load import NATIONAL

router = APIRouter(prefix="/admin/{organisation}")
Reader = Annotated[Person, Depends(may(Role.READER))]


def install(kind: Kind) -> None:
    @router.get(f"/{kind.place}", name=f"alla_{kind.place}")
    def every(request: Request, organisation: str, person: Reader) -> Response:
        items: list[dict[str, Any]] = []
        try:
            _, whole = opened(desk_of(request), person, organisation, kind)
            items = [row.value.keys for row in rows_of(whole, kind) if isinstance(row.value, Branch)]
        except NotReadable:
            return open_as_text(organisation, kind.path(organisation))
        except Missing:
            pass
        values: dict[str, Any] = {
            "kind": kind,
            "items": items,
            "kinds": dict(options(desk_of(request).packs, organisation)["verksamhetstyp"]),
            "only_head": kind is UNITS and organisation == NATIONAL,
            "done": request.query_params.get("klart", ""),
        }
        return page(request, "editing/lista.html", **values)


for _kind in KINDS:
    if _kind is not CONTACTS:
        install(_kind)
