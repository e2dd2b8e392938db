"""Puts the workplace into the app: routes under `/admin/`."""

from __future__ import annotations

from fastapi import FastAPI

from bot.admin.accounts import pages as accounts
from bot.admin.desk import Desk
from bot.admin.editing import pages as editing
from bot.admin.lists import pages as lists
from bot.admin.publishing import pages as publishing


def install(app: FastAPI, desk: Desk) -> None:
    app.state.desk = desk
    for part in (accounts, editing, publishing, lists):  # accounts first: its addresses have no organisation in them
        app.include_router(part.router)
