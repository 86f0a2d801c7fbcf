"""To which unit a caller was put through, and what came of it."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    for table in ("inquiry_entry", "inquiry"):
        for name in ("unit", "transfer_result"):
            op.add_column(table, sa.Column(name, sa.String(), nullable=True))
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        _deliver_them(connection)
        _count_them(connection)


def _deliver_them(connection: sa.Connection) -> None:
    """The function of 0011 that names the columns of the current state takes these two as well."""
    query = "SELECT pg_get_functiondef('kontakt_update_current(uuid[])'::regprocedure)"
    updating: str = connection.exec_driver_sql(query).scalar_one()
    for target in (" target,", " entry.target,"):
        assert updating.count(target) == 2, "the columns stand there twice, in the table and in the entry"
        prefix = target.removesuffix("target,")
        updating = updating.replace(target, f"{target}{prefix}unit,{prefix}transfer_result,")
    connection.exec_driver_sql(updating.replace("%", "%%"))


def _count_them(connection: sa.Connection) -> None:
    """The view of 0020 has them after its other columns, where a view that stands can be given more."""
    view: str = connection.exec_driver_sql("SELECT pg_get_viewdef('inquiry_figures'::regclass)").scalar_one()
    columns, _of, _rest = view.rpartition("FROM inquiry")
    figures = f"CREATE OR REPLACE VIEW inquiry_figures AS {columns.rstrip()}, unit, transfer_result FROM inquiry"
    connection.exec_driver_sql(figures.replace("%", "%%"))
