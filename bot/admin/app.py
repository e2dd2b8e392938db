"""Puts the workplace into the app: routes under `/admin/`."""

from __future__ import annotations

from fastapi import FastAPI

from bot.admin.accounts import errors
from bot.admin.accounts import pages as accounts
from bot.admin.accounts.middleware import Accounts
from bot.admin.accounts.start import welcome
from bot.admin.desk import Desk
from bot.admin.editing import pages as editing
from bot.admin.lists import pages as lists
from bot.admin.publishing import pages as publishing

__all__ = ["install", "welcome"]


def install(app: FastAPI, desk: Desk) -> None:
    app.state.desk = desk
    app.add_middleware(Accounts, desk=desk)
    errors.install(app)
    app.include_router(lists.calendars)
    for part in (accounts, editing, publishing, lists):  # accounts first: its addresses have no organisation in them
        app.include_router(part.router)
