"""Draft, publish, history, training."""

from __future__ import annotations

from fastapi import APIRouter

from bot.admin.publishing import draft_pages, history_pages, training_pages

router = APIRouter(include_in_schema=False)
for part in (draft_pages, history_pages, training_pages):
    router.include_router(part.router)
