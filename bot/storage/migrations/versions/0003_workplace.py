"""Drafts, the review calendar's address, when a gap was closed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "review_feed",
        sa.Column("organisation", sa.String(length=80), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("organisation", name=op.f("pk_review_feed")),
        sa.UniqueConstraint("token", name=op.f("uq_review_feed_token")),
    )
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(length=80), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("base", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_draft_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("path", "person_id", name=op.f("uq_draft_path")),
    )
    op.create_index(op.f("ix_draft_organisation"), "draft", ["organisation"], unique=False)
    with op.batch_alter_table("gap") as gap:
        gap.add_column(sa.Column("closed_on", sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("gap") as gap:
        gap.drop_column("closed_on")
    op.drop_index(op.f("ix_draft_organisation"), table_name="draft")
    op.drop_table("draft")
    op.drop_table("review_feed")
