"""The throw-away desk: its folder, its settings, and what its shared log holds."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from kontakt.database import Engine, reading, writing
from kontakt.demo.absences import made_up_absences
from kontakt.demo.contacts import made_up_contacts
from kontakt.demo.draws import DAYS
from kontakt.demo.editing import EDITOR, edit
from kontakt.demo.feedback import made_up_feedback
from kontakt.demo.inquiries import made_up_inquiries
from kontakt.demo.notices import made_up_notices
from kontakt.demo.phone_calls import made_up_answered
from kontakt.demo.transfers import put_through
from kontakt.desk.service import DeskService
from kontakt.directory import store as directory
from kontakt.directory.contacts import store as contact_lists
from kontakt.directory.region import Region
from kontakt.inquiries.inquiry import Entry, Feedback, Inquiry
from kontakt.inquiries.log import phone_calls
from kontakt.inquiries.log import store as inquiries
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.knowledge import store as knowledge
from kontakt.library.contacts import Contacts
from kontakt.notices import store as notices
from kontakt.presence import store as presence
from kontakt.settings import Settings

SEED = 20
_BATCH = 500


_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


@contextmanager
def throw_away_desk(settings: Settings, now: datetime, seed: int = SEED) -> Iterator[Settings]:
    """The settings of a desk in a temporary folder, full of made-up inquiries up to ``now`` (UTC); the folder is
    removed at the end, also after an error. What ``settings`` say of the screen is kept. Raises KontaktError.
    """
    # A thread of the desk may hold on to a file a moment longer than the desk stands.
    with TemporaryDirectory(prefix="kontakt-demo-", ignore_cleanup_errors=True) as folder:
        mail = settings.mail_host if settings.mail_host in _THIS_MACHINE else ""  # made-up callers write to nobody
        there = replace(settings, data_dir=Path(folder), database="", mail_host=mail)
        yield fill(there, now, seed)


def signed_in(settings: Settings, region: Region, answered_last: Inquiry) -> Settings:
    """``settings`` of the made-up agent who answered last: that agent has something to look back on, and the
    user's own name stands in no made-up log. The home municipality is kept if it is in the region."""
    own_municipality = region.municipality(settings.home_municipality)
    home = own_municipality.number if own_municipality else answered_last.home_municipality
    return replace(settings, agent=answered_last.agent, home_municipality=home)


def fill(settings: Settings, now: datetime, seed: int = SEED, since: datetime | None = None) -> Settings:
    """Put made-up inquiries up to ``now`` into the region's database, those from ``since`` on (UTC; all of them unless
    given); the settings of the made-up agent who answered last. Raises KontaktError."""
    begun = now - timedelta(days=DAYS + 1)  # the knowledge base is older than what is said of it
    with LazyEngine(settings, lambda: begun) as database:
        with reading(database.engine) as session:
            region = directory.load_or_empty(session)
            articles = knowledge.load(session).articles
        lists = tuple(made_up_contacts(region))
        by_id = {each.id: each for each in articles}
        everything = put_through(made_up_inquiries(region, articles, now, seed), by_id, Contacts(lists))
        entries = [entry for entry in everything if since is None or entry.inquiry.started_at >= since]
        _deliver(database.engine, entries)
        _deliver(database.engine, made_up_feedback(region, articles, now, seed))
        with writing(database.engine) as session:
            phone_calls.store(session, made_up_answered((entry.inquiry for entry in entries), now, seed))
            edit(session, region, articles, now, seed)
            for contacts in lists:
                contact_lists.save(session, contacts, by=EDITOR, at=begun)
            presence.put(session, list(made_up_absences(lists, now, seed)), now=now)
            for notice in made_up_notices(region, articles, now, seed):
                notices.put(session, notice, by=EDITOR, at=now)
        # Keeps a copy, so that the desk is full from its first frame.
        DeskService(settings, database, clock=lambda: begun).library()
    return signed_in(settings, region, entries[-1].inquiry)


def _deliver(engine: Engine, items: Iterable[Entry | Feedback]) -> None:
    waiting = iter(items)
    while batch := list(islice(waiting, _BATCH)):
        with writing(engine) as session:
            inquiries.deliver(session, batch)
