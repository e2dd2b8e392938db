"""What an organisation has decided about its own work."""

from __future__ import annotations

from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from bot.admin.accounts.tables import OrganisationSettingRow


def four_eyes(engine: Engine, organisation: str) -> bool:
    """Whether somebody else than the one who wrote has to publish. False until it is decided."""
    with Session(engine) as session:
        row = session.get(OrganisationSettingRow, organisation)
        return row is not None and row.four_eyes


def set_four_eyes(session: Session, organisation: str, wanted: bool) -> None:
    session.merge(OrganisationSettingRow(organisation=organisation, four_eyes=wanted))
