"""The lease of a shared region's jobs: one program at a time does them, whichever computer it runs on."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlmodel import Session


@dataclass(frozen=True, slots=True)
class JobsLease:
    """Whether it is ``held`` by whoever asked; else which login holds it, and ``until`` when (UTC) unless it is taken
    anew."""

    held: bool
    login: str
    until: datetime


def take(session: Session, me: str, seconds: int) -> JobsLease:
    """Take the lease for so long by the server's clock, or keep it, unless another than ``me`` holds it."""
    query = text("SELECT held, by, until FROM kontakt_take_jobs_lease(:me, :seconds)")
    return JobsLease(*session.connection().execute(query, {"me": me, "seconds": seconds}).one())


def leave(session: Session, me: str) -> None:
    """Let go of it, so that another need not wait for its end."""
    session.connection().execute(text("SELECT kontakt_leave_jobs_lease(:me)"), {"me": me})
