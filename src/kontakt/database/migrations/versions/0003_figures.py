"""What the figures need: versions of inquiries, targets that are counted by, and the calls that were answered."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_COUNTED = ["outcome", "cause", "first_line", "repeated", "target", "withdrawn"]


def upgrade() -> None:
    op.add_column("inquiry", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.create_index("ix_inquiry_version", "inquiry", ["version"])
    for name, first in (("counts", ["started_at"]), ("municipality_counts", ["municipality", "started_at"])):
        op.drop_index(f"ix_inquiry_{name}", "inquiry")
        op.create_index(f"ix_inquiry_{name}", "inquiry", [*first, *_COUNTED])
    op.create_table(
        "answered_calls",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("line", sa.String(), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "municipality", "line"),
    )
