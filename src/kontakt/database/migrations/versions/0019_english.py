"""Articles in English beside the Norwegian forms: a title and an answer. Keywords have a language already."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0014"


def upgrade() -> None:
    for name in ("title_en", "answer_en"):
        op.add_column("article", sa.Column(name, sa.String(), nullable=False, server_default=""))
