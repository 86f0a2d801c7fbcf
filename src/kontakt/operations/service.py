"""The service of the operations room: everything that reads or changes the lists of contacts for one editor.

Used from worker threads and commands alone.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, time
from threading import Lock

from kontakt.database import Engine, Session, reading, writing
from kontakt.directory.contacts import store
from kontakt.directory.contacts.contact_list import (
    Contact,
    ContactItem,
    ContactList,
    Responsibility,
    Unit,
    kind_of,
)
from kontakt.directory.contacts.editing import put_item
from kontakt.directory.contacts.files import read_contact_list
from kontakt.directory.contacts.store import ContactListChange
from kontakt.errors import KontaktError
from kontakt.files.text_diff import DiffLine, differences
from kontakt.installation.clock import utc_now
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.knowledge.new_id import new_id
from kontakt.library import presence_changes
from kontakt.library.contacts import FoundContact
from kontakt.library.names import KnownNames, task_names
from kontakt.library.reachable import key_of
from kontakt.library.stored import Stored, follow
from kontakt.locale import _, language
from kontakt.locale.formats import day_and_clock
from kontakt.operations.form import FIELD_NAMES
from kontakt.operations.overview import ContactsOverview
from kontakt.presence.absence import Absence, AbsenceSource, CalendarFeed, Stretch
from kontakt.presence.stretch_texts import stretch_in_words
from kontakt.settings import Settings

KEPT = 50
"""How many steps can be taken back, one after the other."""


@dataclass(frozen=True, slots=True)
class ListStep:
    """A step that can be taken back: ``sentence`` says what was done, ``before`` is the list as it was (None: there was
    none) at revision ``based_on`` (0: none), ``revision`` the one that the step made; ``feeds`` are the calendars that
    went with it."""

    sentence: str
    municipality: str
    before: ContactList | None
    based_on: int
    revision: int
    feeds: tuple[CalendarFeed, ...]


class OperationsService:
    """``database`` is opened by the first call that needs it, and closed by whoever made it; every method raises
    KontaktError while it cannot be used, and works again by itself when it can. The editor's
    name in every revision is ``settings.agent``."""

    def __init__(self, settings: Settings, database: LazyEngine, *, clock: Callable[[], datetime] = utc_now) -> None:
        self.settings = settings
        self.clock = clock
        self._database = database
        self._stored: Stored | None = None
        self._steps: list[ListStep] = []
        self._one_at_a_time = Lock()

    @property
    def engine(self) -> Engine:
        return self._database.engine

    def poll(self) -> ContactsOverview | None:
        """Every list as it stands, if anything has changed since the last one given out; else None."""
        with self._one_at_a_time:
            with reading(self.engine) as session:
                update = follow(session, self._stored, self.clock())
            if update is None:
                return None
            self._stored = update.stored
            return ContactsOverview.of(update.stored, self.clock())

    # --- one unit, contact or responsibility ---------------------------------------------------------------

    def save(self, municipality: str, item: ContactItem, *, before: ContactItem | None) -> ContactItem:
        """Store an item of the municipality's list in the place of what the editor had before them (None: a new one).
        Returns it as it is stored: a new one may get another id. Raises ItemConflict where somebody else was first, and
        InvalidContactList where it does not fit into the list as it is now."""
        with self._step(municipality, _("Saved: {name}").format(name=self._name(item))) as session:
            if before is None:
                item = _with_free_id(item, store.list_of(session, municipality))
            self._put(session, municipality, item, before)
        return item

    def remove(self, municipality: str, item: ContactItem) -> str:
        """Take an item out of the municipality's list, as the editor had it before them; one sentence that says so.
        Raises ItemConflict where somebody has changed it meanwhile."""
        sentence = _("Removed: {name}").format(name=self._name(item))
        with self._step(municipality, sentence) as session:
            self._put(session, municipality, None, item)
        return sentence

    def _name(self, item: ContactItem) -> str:
        """What an item is called in a sentence; a responsibility by what it is for."""
        if isinstance(item, Unit | Contact):
            return item.name
        known = self._stored and KnownNames.of(self._stored)
        names = task_names(item, known, known.themes, language()) if known else item.words
        return ", ".join(names) or item.article or item.theme

    def _put(self, session: Session, municipality: str, item: ContactItem | None, before: ContactItem | None) -> None:
        names = {f"{kind}.{field}": _(name) for kind, fields in FIELD_NAMES.items() for field, name in fields.items()}
        put_item(session, municipality, item, before=before, by=self.settings.agent, at=self.clock(), names=names)

    # --- who is away -----------------------------------------------------------------------------------------

    def say_away(self, found: FoundContact, stretch: Stretch) -> str:
        """Tell every desk that it cannot be reached in this stretch; one sentence that says so."""
        begins, ends = stretch
        presence_changes.say_away(self.engine, found, ends, now=self.clock(), begins=begins)
        when = stretch_in_words(begins, ends, self.clock())
        return _("{name} is away {when}: every desk sees it now.").format(name=found.name_in(language()), when=when)

    def change_absence(self, absence: Absence, stretch: Stretch) -> str:
        """It is in this stretch, rather; one sentence that says so."""
        begins, ends = stretch
        if stretch == (absence.begins, absence.ends):
            return _("Nothing was changed.")
        changed = replace(absence, begins=begins, ends=ends, source=AbsenceSource.DESK, known_at=self.clock())
        presence_changes.put_absence(self.engine, changed, now=self.clock())
        when = stretch_in_words(begins, ends, self.clock())
        return _("The absence is changed, {when}: every desk sees it now.").format(when=when)

    def remove_absence(self, absence: Absence) -> str:
        """As if it had not been told; one sentence that says so."""
        presence_changes.remove_absence(self.engine, absence, now=self.clock())
        return _("The absence is removed: every desk sees it now.")

    def put_feed(self, found: FoundContact, address: str) -> str:
        """Have its calendar read from this address; one sentence that says so."""
        presence_changes.put_feed(self.engine, found, address, now=self.clock())
        return _("The calendar of {name} is read in a moment.").format(name=found.name_in(language()))

    def remove_feed(self, found: FoundContact) -> str:
        """Have its calendar read no longer; one sentence that says so."""
        presence_changes.remove_feed(self.engine, key_of(found), now=self.clock())
        return _("The calendar of {name} is read no longer.").format(name=found.name_in(language()))

    def put_half_days(self, half_days: Mapping[str, time]) -> str:
        """Set the region's half days, none for the usual ones; one sentence that says so."""
        presence_changes.put_half_days(self.engine, half_days)
        return _("The half days are set: every desk goes by them now.")

    # --- history ---------------------------------------------------------------------------------------------

    def changes(self) -> tuple[ContactListChange, ...]:
        """How the lists came to be as they are, the newest change first."""
        with reading(self.engine) as session:
            return store.recent_changes(session)

    def difference(self, change: ContactListChange) -> tuple[DiffLine, ...]:
        """The lines of the list's file that a change made other than they were."""
        with reading(self.engine) as session:
            before, after = (
                store.revision(session, change.municipality, number) for number in (change.number - 1, change.number)
            )
        return differences(before.text if before else "", after.text if after else "")

    def bring_back(self, change: ContactListChange) -> str:
        """Have the list as it was after this change; one sentence that says so. Raises KontaktError where it is so
        already, and where it was removed then."""
        with reading(self.engine) as session:
            past = store.revision(session, change.municipality, change.number)
        if past is None or not past.text:
            raise KontaktError(_("The list was removed then: choose the change before it."))
        contacts = read_contact_list(past.text, change.municipality)
        sentence = _("The list is as it was from {time} on").format(time=day_and_clock(change.at))
        with self._step(change.municipality, sentence) as session:
            if not store.save(session, contacts, by=self.settings.agent, at=self.clock()):
                raise KontaktError(_("The list is so already."))
        return sentence

    # --- taking back -----------------------------------------------------------------------------------------

    def take_back(self) -> str:
        """Have the list as it was before what was done last. Raises KontaktError where there is nothing, or where
        somebody has changed the list since."""
        if not self._steps:
            raise KontaktError(_("There is nothing to take back: nothing was done here that can be."))
        step = self._steps[-1]
        with writing(self.engine) as session:
            newest = store.newest(session, step.municipality)
            if newest is not None and newest.number != step.revision:
                text = _("{name} has changed the list since, so this cannot be taken back: change it by hand.")
                raise KontaktError(text.format(name=newest.by))
            stood = store.list_of(session, step.municipality)
            if step.before is None:
                store.remove(session, step.municipality, by=self.settings.agent, at=self.clock())
            else:
                store.save(session, step.before, by=self.settings.agent, at=self.clock())
            presence_changes.put_feeds_back(session, step.feeds, now=self.clock())
            gone = presence_changes.remove_feeds_of_nobody(session, now=self.clock())
            newest = store.newest(session, step.municipality)
        self._steps.pop()
        # The list is now as the step before left it, under another number.
        self._steps = [
            replace(each, revision=newest.number)
            if newest and (each.municipality, each.revision) == (step.municipality, step.based_on)
            else each
            for each in self._steps
        ]
        said = _("Taken back: {sentence}").format(sentence=step.sentence)
        return f"{said}. {presence_changes.no_longer_read(gone, (stood,))}" if gone and stood else said

    @contextmanager
    def _step(self, municipality: str, sentence: str) -> Iterator[Session]:
        """A transaction that changes the municipality's list, and can be taken back."""
        with writing(self.engine) as session:
            before, last = store.list_of(session, municipality), store.newest(session, municipality)
            yield session
            feeds = presence_changes.remove_feeds_of_nobody(session, now=self.clock())
            newest, after = store.newest(session, municipality), store.list_of(session, municipality)
        if newest is not None and after != before:
            step = ListStep(sentence, municipality, before, last.number if last else 0, newest.number, feeds)
            self._steps = [*self._steps[1 - KEPT :], step]


def _with_free_id(item: ContactItem, contacts: ContactList | None) -> ContactItem:
    """The item, with an id that is not taken in the list as it is now."""
    if isinstance(item, Responsibility) or contacts is None:
        return item
    items = contacts.items(kind_of(item))
    taken = {each.id for each in items if not isinstance(each, Responsibility)}
    return replace(item, id=new_id(item.name, taken)) if item.id in taken else item
