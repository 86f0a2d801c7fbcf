"""The region in the shared database, in the session and the transaction of the caller."""

from datetime import datetime

from sqlmodel import Session, col, delete, select

from kontakt.database import changes, damaged
from kontakt.directory.region import LanguageForm, Municipality, Region
from kontakt.directory.tables import MunicipalityRow, RegionRow
from kontakt.locale import _


def load(session: Session) -> Region | None:
    """The region, its municipalities in their order; None where none is stored. Raises DatabaseDamaged."""
    try:
        row = session.get(RegionRow, 1)
        if row is None:
            return None
        rows = session.exec(select(MunicipalityRow).order_by(col(MunicipalityRow.position)))
        members = tuple(_municipality(member) for member in rows)
    except (ValueError, LookupError, TypeError) as problem:
        raise damaged(session, _("a municipality in it cannot be read")) from problem
    return Region(row.name, members, row.inhabitants_source, row.comment)


def save(session: Session, region: Region, *, by: str, at: datetime) -> bool:
    """Put ``region`` in the place of the one that is stored, and record the change; False if it is the same.
    ``at`` is timezone-aware."""
    if load(session) == region:
        return False
    row = session.get(RegionRow, 1)
    revision = row.revision + 1 if row else 1
    session.merge(
        RegionRow(
            id=1,
            revision=revision,
            editor=by,
            made_at=at,
            name=region.name,
            inhabitants_source=region.inhabitants_source,
            comment=region.comment,
        )
    )
    session.exec(delete(MunicipalityRow))
    session.add_all(_row(municipality, position) for position, municipality in enumerate(region.municipalities))
    session.flush()
    changes.record(session, "region", "region", revision)
    return True


def _row(municipality: Municipality, position: int) -> MunicipalityRow:
    return MunicipalityRow(
        number=municipality.number,
        position=position,
        name=municipality.name,
        language=str(municipality.language),
        inhabitants=municipality.inhabitants,
        target=municipality.target,
        places=list(municipality.places),
    )


def _municipality(row: MunicipalityRow) -> Municipality:
    return Municipality(
        number=row.number,
        name=row.name,
        language=LanguageForm(row.language),
        inhabitants=row.inhabitants,
        target=row.target,
        places=tuple(row.places),
    )
