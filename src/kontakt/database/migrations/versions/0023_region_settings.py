"""Settings of the whole region: how long notes are kept, and how far the desk's tally looks back. None are set."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    for name in ("note_days", "tally_days"):
        op.add_column("region", sa.Column(name, sa.Integer(), nullable=True))
