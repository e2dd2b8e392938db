"""Sign in and out, one-time links, accounts: every page of this part."""

from __future__ import annotations

from fastapi import APIRouter

from bot.admin.accounts import door, oidc_pages, others, own

router = APIRouter(include_in_schema=False)
for part in (door, oidc_pages, own, others):
    router.include_router(part.router)
