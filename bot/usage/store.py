"""What outlives a conversation: how many turns had which outcome, feedback, and missed questions a person chose to send on.

No turn is stored as such, no client, no time finer than the day. A missed question is stored masked, and only when sent on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Date, Integer, String, UniqueConstraint, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.storage.engine import Base, open_engine

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


@dataclass(frozen=True)
class Outcome:
    """What is counted of a turn."""

    kind: str
    routine: str | None
    reason: str | None


class UsageStore:
    """One SQLite file (WAL). Small writes, safe from several threads."""

    def __init__(self, url: str) -> None:
        self.engine: Engine = open_engine(url)
        Base.metadata.create_all(self.engine)

    def count_turn(self, day: date, organisation: str, outcome: Outcome) -> None:
        row = {
            "day": day,
            "organisation": organisation,
            "kind": outcome.kind,
            "routine": outcome.routine or NOTHING,
            "reason": outcome.reason or NOTHING,
        }
        statement = insert(TurnCount).values(**row, turns=1)
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

    def turn_counts(self, organisation: str) -> Sequence[TurnCount]:
        with Session(self.engine) as session:
            return session.scalars(select(TurnCount).where(TurnCount.organisation == organisation)).all()

    def feedback(self, organisation: str) -> Sequence[Feedback]:
        with Session(self.engine) as session:
            return session.scalars(select(Feedback).where(Feedback.organisation == organisation)).all()

    def close(self) -> None:
        self.engine.dispose()
