"""The secret in the address of a review calendar."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.engine import Base


class FeedRow(Base):
    """One calendar an organisation. The token is kept as it is: the address is shown on the page, and opens nothing but dates and headings."""

    __tablename__ = "review_feed"
    organisation: Mapped[str] = mapped_column(String(80), primary_key=True)
    token: Mapped[str] = mapped_column(String(64), unique=True)
