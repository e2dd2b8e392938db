"""Overview, routines, contacts, review, inbox, insight."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
