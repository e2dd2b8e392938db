"""At start: a way in for the first administrator, and what is too old taken away."""

from __future__ import annotations

from sqlalchemy.engine import Engine
from structlog import get_logger

from bot.admin.accounts.links import first_link
from bot.admin.accounts.sessions import limits, sweep
from bot.settings import Settings

log = get_logger()


def address_of(settings: Settings, token: str) -> str:
    return f"{settings.public_address}/admin/lank/{token}"


def welcome(engine: Engine, settings: Settings) -> None:
    """While there are no accounts, each start prints a new link; the one before is worth nothing then."""
    sweep(engine, limits(settings))
    token = first_link(engine)
    if token is not None:
        log.warning("no_accounts_yet", first_administrator=address_of(settings, token), valid_hours=24)
