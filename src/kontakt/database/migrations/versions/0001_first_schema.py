"""The first schema: the change table, the region, the knowledge base, the shared log."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Some 240 lines because every column stands here once, as it was then; later steps change them."""
    op.create_table(
        "article",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("theme", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_nn", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answer_nn", sa.String(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("first_line", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("links", sa.JSON(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("reviewed", sa.Date(), nullable=True),
        sa.Column("review_by", sa.Date(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("redirects", sa.JSON(), nullable=False),
        sa.Column("only", sa.JSON(), nullable=False),
        sa.Column("ask", sa.JSON(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_article_theme"), "article", ["theme"], unique=False)
    op.create_table(
        "article_revision",
        sa.Column("article", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("editor", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("article", "revision"),
    )
    op.create_table(
        "change",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "feedback",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agent", sa.String(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=True),
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("article", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_feedback_made_at"), "feedback", ["made_at"], unique=False)
    op.create_table(
        "inquiry",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("logged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agent", sa.String(), nullable=False),
        sa.Column("home_municipality", sa.String(), nullable=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("caller_type", sa.String(), nullable=True),
        sa.Column("article", sa.String(), nullable=True),
        sa.Column("linked_by", sa.String(), nullable=True),
        sa.Column("cause", sa.String(), nullable=True),
        sa.Column("warm", sa.Boolean(), nullable=False),
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("repeats", sa.Uuid(), nullable=True),
        sa.Column("first_line", sa.String(), nullable=True),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("repeated", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_inquiry_agent", "inquiry", ["agent", "started_at"], unique=False)
    op.create_index(
        "ix_inquiry_counts",
        "inquiry",
        ["started_at", "outcome", "cause", "first_line", "repeated", "withdrawn"],
        unique=False,
    )
    op.create_index(
        "ix_inquiry_municipality_counts",
        "inquiry",
        ["municipality", "started_at", "outcome", "cause", "first_line", "repeated", "withdrawn"],
        unique=False,
    )
    op.create_index(
        "ix_inquiry_noted",
        "inquiry",
        ["logged_at"],
        unique=False,
        sqlite_where=sa.text("note <> ''"),
        postgresql_where=sa.text("note <> ''"),
    )
    op.create_index(
        "ix_inquiry_repeats",
        "inquiry",
        ["repeats"],
        unique=False,
        sqlite_where=sa.text("repeats IS NOT NULL"),
        postgresql_where=sa.text("repeats IS NOT NULL"),
    )
    op.create_index("ix_inquiry_same", "inquiry", ["municipality", "article", "started_at"], unique=False)
    op.create_index("ix_inquiry_usage", "inquiry", ["started_at", "article", "linked_by", "withdrawn"], unique=False)
    op.create_table(
        "inquiry_entry",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("logged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agent", sa.String(), nullable=False),
        sa.Column("home_municipality", sa.String(), nullable=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("caller_type", sa.String(), nullable=True),
        sa.Column("article", sa.String(), nullable=True),
        sa.Column("linked_by", sa.String(), nullable=True),
        sa.Column("cause", sa.String(), nullable=True),
        sa.Column("warm", sa.Boolean(), nullable=False),
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("repeats", sa.Uuid(), nullable=True),
        sa.Column("first_line", sa.String(), nullable=True),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inquiry_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_inquiry_entry_inquiry_id"), "inquiry_entry", ["inquiry_id"], unique=False)
    op.create_index(
        "ix_inquiry_entry_noted",
        "inquiry_entry",
        ["logged_at"],
        unique=False,
        sqlite_where=sa.text("note <> ''"),
        postgresql_where=sa.text("note <> ''"),
    )
    op.create_table(
        "local_note_revision",
        sa.Column("article", sa.String(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("editor", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("article", "municipality", "revision"),
    )
    op.create_table(
        "municipality",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("inhabitants", sa.Integer(), nullable=True),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "region",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("editor", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("inhabitants_source", sa.String(), nullable=False),
        sa.Column("comment", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "starter",
        sa.Column("article", sa.String(), nullable=False),
        sa.Column("shipped", sa.String(), nullable=False),
        sa.Column("taken", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("article"),
    )
    op.create_table(
        "theme",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_nn", sa.String(), nullable=False),
        sa.Column("los", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "themes_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "article_as_shared",
        sa.Column("article", sa.String(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article"],
            ["article.id"],
        ),
        sa.PrimaryKeyConstraint("article", "municipality"),
    )
    op.create_table(
        "article_keyword",
        sa.Column("article", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("keyword", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article"],
            ["article.id"],
        ),
        sa.PrimaryKeyConstraint("article", "language", "position"),
    )
    op.create_table(
        "local_note",
        sa.Column("article", sa.String(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article"],
            ["article.id"],
        ),
        sa.PrimaryKeyConstraint("article", "municipality"),
    )
