"""The region as files have it, beside what was done to it here."""

from datetime import datetime

from kontakt.database import Session
from kontakt.directory import store as directory
from kontakt.directory.differences import RegionDifference, differences
from kontakt.directory.region import Region, RegionRevision
from kontakt.firstline.periods import OSLO


def take_region(
    session: Session, region: Region, *, by: str, at: datetime, theirs: bool
) -> tuple[RegionDifference, ...] | None:
    """Store the region that files have, and what that changed; None where it stays as it is here: the file is a copy of
    what the region once was, and not even so is ``theirs`` to be taken. ``at`` is UTC."""
    before = directory.load(session)
    today = before.as_of(at.astimezone(OSLO).date()) if before else None
    if region != today and not theirs and any(_is_copy(region, each) for each in directory.history(session)[1:]):
        return None
    directory.save(session, region, by=by, at=at)
    after = directory.load(session)
    return differences(before, after) if after else ()


def _is_copy(region: Region, revision: RegionRevision) -> bool:
    """Whether the region was exported while this revision stood."""
    begun = (each.day for member in revision.region.municipalities for each in member.coming)
    days = {revision.at.astimezone(OSLO).date(), *begun}
    return any(revision.region.as_of(day) == region for day in days)
