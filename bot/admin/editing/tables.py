"""What is being edited and not yet published."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.engine import Base
from bot.storage.moment import Moment


class DraftRow(Base):
    """One person's version of one file."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("path", "person_id"),)
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    organisation: Mapped[str] = mapped_column(String(80), index=True)
    path: Mapped[str] = mapped_column(String(200))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    base: Mapped[str] = mapped_column(String(64))
    text: Mapped[str | None] = mapped_column(Text)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    submitted: Mapped[bool] = mapped_column(default=False)
