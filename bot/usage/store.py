"""What outlives a conversation: how many turns had which outcome, feedback, and missed questions a person chose to send on.

No turn is stored as such, no client, no time finer than the day. A missed question is stored masked, and only when sent on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Date, Integer, String, UniqueConstraint, delete, select, update
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.storage.engine import Base
from bot.storage.upsert import insert_for

NOTHING = ""
"""Stands for "no routine", "no reason": unique constraints do not compare nulls."""


class TurnCount(Base):
    """Turns a day, by organisation and outcome."""

    __tablename__ = "turn_count"
    __table_args__ = (UniqueConstraint("day", "organisation", "kind", "routine", "reason"),)
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    day: Mapped[date] = mapped_column(Date)
    organisation: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(20))
    routine: Mapped[str] = mapped_column(String(80), default=NOTHING)
    reason: Mapped[str] = mapped_column(String(20), default=NOTHING)
    turns: Mapped[int] = mapped_column(Integer, default=1)


class Feedback(Base):
    """ "Hjälpte det?" on one answer."""

    __tablename__ = "feedback"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    day: Mapped[date] = mapped_column(Date)
    organisation: Mapped[str] = mapped_column(String(80))
    routine: Mapped[str] = mapped_column(String(80), default=NOTHING)
    helpful: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(20), default=NOTHING)
    comment: Mapped[str] = mapped_column(String(500), default=NOTHING)
    """Masked before it comes here."""


class Gap(Base):
    """A question without an answer, sent on by the person, masked."""

    __tablename__ = "gap"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    day: Mapped[date] = mapped_column(Date)
    organisation: Mapped[str] = mapped_column(String(80))
    question: Mapped[str] = mapped_column(String(600))
    reason: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(20), default="ny")
    """ny | pagar | tillagd | avfardad"""
    closed_on: Mapped[date | None] = mapped_column(Date)


OPEN, CLOSED = ("ny", "pagar"), ("tillagd", "avfardad")
CLOSED_KEPT, OPEN_KEPT = timedelta(days=30), timedelta(days=365)
"""How long a gap's words are kept after it was closed, and when nobody takes care of it."""


@dataclass(frozen=True)
class Outcome:
    """What is counted of a turn."""

    kind: str
    routine: str | None
    reason: str | None


class UsageStore:
    """Small writes, safe from several threads. The tables are made by the migrations."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def count_turn(self, day: date, organisation: str, outcome: Outcome) -> None:
        row = {
            "day": day,
            "organisation": organisation,
            "kind": outcome.kind,
            "routine": outcome.routine or NOTHING,
            "reason": outcome.reason or NOTHING,
        }
        statement = insert_for(self.engine, TurnCount).values(**row, turns=1)
        statement = statement.on_conflict_do_update(index_elements=list(row), set_={"turns": TurnCount.turns + 1})
        with Session(self.engine) as session, session.begin():
            session.execute(statement)

    def add_feedback(self, day: date, organisation: str, routine: str | None, helpful: bool, reason: str | None, comment: str | None) -> None:
        with Session(self.engine) as session, session.begin():
            session.add(
                Feedback(
                    day=day,
                    organisation=organisation,
                    routine=routine or NOTHING,
                    helpful=helpful,
                    reason=reason or NOTHING,
                    comment=comment or NOTHING,
                )
            )

    def add_gap(self, day: date, organisation: str, question: str, reason: str) -> None:
        with Session(self.engine) as session, session.begin():
            session.add(Gap(day=day, organisation=organisation, question=question, reason=reason))

    def gaps(self, organisation: str) -> Sequence[Gap]:
        with Session(self.engine) as session:
            return session.scalars(select(Gap).where(Gap.organisation == organisation).order_by(Gap.id)).all()

    def move_gaps(self, organisation: str, ids: Sequence[int], status: str, today: date) -> None:
        """Those of `ids` that are this organisation's."""
        with Session(self.engine) as session, session.begin():
            mine = (Gap.organisation == organisation) & Gap.id.in_(ids)
            session.execute(update(Gap).where(mine).values(status=status, closed_on=today if status in CLOSED else None))

    def erase_old(self, today: date) -> None:
        """Gaps whose time is over go, words and all."""
        with Session(self.engine) as session, session.begin():
            session.execute(delete(Gap).where(Gap.status.in_(CLOSED), Gap.closed_on <= today - CLOSED_KEPT))
            session.execute(delete(Gap).where(Gap.status.in_(OPEN), Gap.day <= today - OPEN_KEPT))

    def turn_counts(self, organisation: str) -> Sequence[TurnCount]:
        with Session(self.engine) as session:
            return session.scalars(select(TurnCount).where(TurnCount.organisation == organisation)).all()

    def feedback(self, organisation: str) -> Sequence[Feedback]:
        with Session(self.engine) as session:
            return session.scalars(select(Feedback).where(Feedback.organisation == organisation)).all()

    def close(self) -> None:
        self.engine.dispose()
