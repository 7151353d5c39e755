"""The first tables: cases, their versions, and whom they are shared with."""

import sqlalchemy as sa
from alembic import op

revision = "001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "saved_case",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("owner", sa.String(512), nullable=False),
        sa.Column("owner_email", sa.String(320), nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("created", sa.DateTime, nullable=False),
        sa.Column("deleted", sa.DateTime),
        sa.Column("newest", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_saved_case"),
    )
    op.create_index("ix_saved_case_owner", "saved_case", ["owner"])
    op.create_table(
        "version",
        sa.Column("case_id", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("saved", sa.DateTime, nullable=False),
        sa.Column("author_email", sa.String(320), nullable=False),
        sa.Column("case_name", sa.Text, nullable=False),
        sa.Column("case_hash", sa.String(64), nullable=False),
        sa.Column("stated", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("restored_from", sa.Integer),
        sa.PrimaryKeyConstraint("case_id", "number", name="pk_version"),
        sa.ForeignKeyConstraint(["case_id"], ["saved_case.id"], "fk_version_case_id", ondelete="CASCADE"),
    )
    op.create_table(
        "shared",
        sa.Column("case_id", sa.String(32), nullable=False),
        sa.Column("email", sa.String(320), nullable=False),
        sa.Column("role", sa.String(8), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "email", name="pk_shared"),
        sa.ForeignKeyConstraint(["case_id"], ["saved_case.id"], "fk_shared_case_id", ondelete="CASCADE"),
    )
    op.create_index("ix_shared_email", "shared", ["email"])
