"""How many inquiries there are about each notice."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, cast, func, literal, select
from sqlmodel import Session, col

from kontakt.inquiries.log.tables import InquiryRow, on_server


def notice_counts(session: Session, notices: Collection[UUID]) -> dict[UUID, int]:
    """The number of inquiries about each of these notices, by its id, without what is withdrawn; those about which
    there are none are left out."""
    if not notices:
        return {}
    if on_server(session):
        ids = cast(literal([*notices], ARRAY(Uuid)), ARRAY(Uuid))
        query = select(func.kontakt_notice_counts(ids).table_valued("notice", "n"))
    else:
        row = InquiryRow
        about = col(row.notice).in_(notices), col(row.withdrawn).is_(False)
        query = select(col(row.notice), func.count()).where(*about).group_by(col(row.notice))
    return {notice: int(n) for notice, n in session.connection().execute(query)}
