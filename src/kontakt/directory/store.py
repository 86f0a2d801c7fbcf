"""The region in the shared database, in the session and the transaction of the caller."""

from datetime import date, datetime

from sqlmodel import Session, col, delete, select

from kontakt.database import changes, damaged
from kontakt.directory.files import format_region, read_region
from kontakt.directory.region import NO_REGION, ComingTarget, LanguageForm, Municipality, Region, RegionRevision
from kontakt.directory.tables import MunicipalityRow, RegionRevisionRow, RegionRow
from kontakt.directory.targets import never_back
from kontakt.errors import KontaktError
from kontakt.firstline.periods import OSLO
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
    return Region(row.name, members, row.inhabitants_source, row.comment, row.note_days, row.tally_days)


def load_or_empty(session: Session) -> Region:
    """As ``load``; ``NO_REGION`` where none is stored."""
    return load(session) or NO_REGION


def is_stored(session: Session) -> bool:
    """Whether there is a region."""
    return session.exec(select(RegionRow.id)).first() is not None


def note_days(session: Session) -> int | None:
    """For how many days the region keeps notes and searches; None where that is not said."""
    return session.exec(select(RegionRow.note_days)).first()


def save(session: Session, region: Region, *, by: str, at: datetime) -> bool:
    """Put ``region`` in the place of the one that is stored, keep it in the history, and record the change; False if it
    is the same. A target that differs counts from the day of ``at`` (timezone-aware) on, never back."""
    stored = load(session)
    if stored is not None:
        region = never_back(stored, region, at.astimezone(OSLO).date())
    if stored == region:
        return False
    row = session.get(RegionRow, 1)
    if stored and row and session.get(RegionRevisionRow, row.revision) is None:  # from before there was a history
        session.add(_revision(row.revision, stored, row.editor, row.made_at))
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
            note_days=region.note_days,
            tally_days=region.tally_days,
        )
    )
    # Those that stay are changed in their place: a server writes down which target was.
    numbers = [municipality.number for municipality in region.municipalities]
    session.exec(delete(MunicipalityRow).where(col(MunicipalityRow.number).not_in(numbers)))
    for position, municipality in enumerate(region.municipalities):
        session.merge(_row(municipality, position))
    session.add(_revision(revision, region, by, at))
    session.flush()
    changes.record(session, "region", "region", revision)
    return True


def history(session: Session) -> tuple[RegionRevision, ...]:
    """What the region was, the newest first; nothing from before there was a history. Raises DatabaseDamaged."""
    try:
        rows = session.exec(select(RegionRevisionRow).order_by(col(RegionRevisionRow.revision).desc()))
        return tuple(RegionRevision(row.editor, row.made_at, read_region(row.text)) for row in rows)
    except KontaktError as problem:
        raise damaged(session, _("a revision of the region cannot be read")) from problem


def _revision(number: int, region: Region, by: str, at: datetime) -> RegionRevisionRow:
    return RegionRevisionRow(revision=number, editor=by, made_at=at, text=format_region(region))


def _row(municipality: Municipality, position: int) -> MunicipalityRow:
    return MunicipalityRow(
        number=municipality.number,
        position=position,
        name=municipality.name,
        language=str(municipality.language),
        inhabitants=municipality.inhabitants,
        target=municipality.target,
        coming=[[each.day.isoformat(), each.target] for each in municipality.coming],
        places=list(municipality.places),
    )


def _municipality(row: MunicipalityRow) -> Municipality:
    return Municipality(
        number=row.number,
        name=row.name,
        language=LanguageForm(row.language),
        inhabitants=row.inhabitants,
        target=row.target,
        coming=tuple(ComingTarget(date.fromisoformat(day), target) for day, target in row.coming),
        places=tuple(row.places),
    )
