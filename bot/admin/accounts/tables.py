"""What is kept about those who work here. Secrets are kept as hashes only."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.engine import Base
from bot.storage.moment import Moment, now


class PersonRow(Base):
    """An account. Never deleted, since the log names it; a deactivated one cannot sign in."""

    __tablename__ = "person"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    """Lower case; what one signs in with."""
    name: Mapped[str] = mapped_column(String(120), default="")
    """Empty until the invitation has been taken up."""
    password: Mapped[str] = mapped_column(String(255), default="")
    """Argon2id. Empty: none chosen, one can only come in by a link or by the municipality's own sign-in."""
    active: Mapped[bool] = mapped_column(default=True)
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)


class GrantRow(Base):
    """A role in an organisation, or everywhere (`*`). At most one a person and organisation."""

    __tablename__ = "person_grant"
    __table_args__ = (UniqueConstraint("person_id", "organisation"),)
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[int]
    organisation: Mapped[str] = mapped_column(String(80))


class SessionRow(Base):
    """One browser that is signed in."""

    __tablename__ = "session"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    browser: Mapped[str] = mapped_column(String(60))
    """Such as "Firefox, Windows": enough to know it again."""


class LinkRow(Base):
    """A one-time link: the first administrator, an invitation or a new password."""

    __tablename__ = "one_time_link"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """None for the first administrator, who is nobody yet."""
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class AttemptRow(Base):
    """A wrong sign-in, kept for the minutes that it counts."""

    __tablename__ = "sign_in_attempt"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    key: Mapped[str] = mapped_column(String(64), index=True)
    """Hash of the e-mail or of the address: people sometimes type their password as e-mail."""
    at: Mapped[datetime] = mapped_column(Moment)


class AuditRow(Base):
    """Who did what, when. Rows are only ever added."""

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    what: Mapped[str] = mapped_column(String(40))
    """A code of audit.yml."""
    organisation: Mapped[str] = mapped_column(String(80), default="", index=True)
    about: Mapped[str] = mapped_column(String(300), default="")


class OrganisationSettingRow(Base):
    """What an organisation has decided for itself."""

    __tablename__ = "organisation_setting"
    organisation: Mapped[str] = mapped_column(String(80), primary_key=True)
    four_eyes: Mapped[bool] = mapped_column(default=False)
