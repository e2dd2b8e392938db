"""`vagvisaren admin-link`: a one-time link for the first administrator, or for one who is locked out."""

from __future__ import annotations

import typer
from sqlalchemy.orm import Session

from bot.admin.accounts import links, people
from bot.admin.accounts.audit import note
from bot.admin.accounts.start import address_of
from bot.admin.people import Role
from bot.cli.texts import text
from bot.settings import Settings
from bot.storage.engine import open_engine
from bot.storage.migrate import migrate


def admin_link_command(email: str = typer.Argument("", help=text("hjalp_epost"), show_default=False)) -> None:
    """Skriv ut en engångslänk för en administratör."""
    settings = Settings()
    engine = open_engine(settings.database)
    migrate(engine)
    token = links.first_link(engine)
    if token is not None:
        typer.echo(text("lank_forsta", lank=address_of(settings, token)))
        return
    administrators = {
        account.person.email: account.person.id
        for account in people.accounts(engine)
        if account.active and any(grant.role is Role.ADMINISTRATOR for grant in account.person.grants)
    }
    chosen = people.clean_email(email)
    if chosen not in administrators:
        typer.echo(text("lank_vem" if not chosen else "lank_okand", epost=chosen, finns=", ".join(sorted(administrators))), err=True)
        raise typer.Exit(1)
    with Session(engine) as session, session.begin():
        token = links.make(session, links.Kind.RESET, administrators[chosen])
        note(session, None, "lank_fran_servern", about=chosen)
    typer.echo(text("lank_ny", epost=chosen, lank=address_of(settings, token)))
