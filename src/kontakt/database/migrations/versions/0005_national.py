"""Articles that no municipality can differ from, and what agents ask and do, in nynorsk."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("article", sa.Column("national", sa.Boolean(), nullable=False, server_default=sa.false()))
    for name in ("ask_nn", "steps_nn"):
        op.add_column("article", sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))
