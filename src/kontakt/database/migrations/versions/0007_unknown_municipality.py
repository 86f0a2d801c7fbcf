"""Inquiries that count in no rate may be of an unknown municipality: none."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    for name in ("inquiry_entry", "inquiry"):
        with op.batch_alter_table(name) as table:
            table.alter_column("municipality", existing_type=sa.String(), nullable=True)
