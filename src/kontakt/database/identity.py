"""Which database this is: made once with it, and the same for as long as the file or the server's database lives."""

from sqlmodel import Field, Session, SQLModel, select


class DatabaseIdentityRow(SQLModel, table=True):
    """One row, made by the migration."""

    __tablename__ = "database_identity"

    id: str = Field(primary_key=True)


def identity(session: Session) -> str:
    """The database's own random name, 32 hexadecimal digits; "" where it has none. A copy of it has the same."""
    return session.exec(select(DatabaseIdentityRow.id)).first() or ""
