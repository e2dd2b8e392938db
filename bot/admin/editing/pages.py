"""Pages that edit: forms, YAML, files."""

from __future__ import annotations

from fastapi import APIRouter

from bot.admin.editing import files, head, items, listing, preview, routines, texts

router = APIRouter(include_in_schema=False)
for _part in (routines, head, items, listing, texts, files, preview):
    router.include_router(_part.router)
