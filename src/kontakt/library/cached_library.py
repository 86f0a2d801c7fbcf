"""The library as the desk left it the last time: what it can show before the database is opened."""

import json
from collections.abc import Collection
from dataclasses import asdict
from datetime import date
from typing import Any

from kontakt.directory.contacts import codec
from kontakt.directory.region import ComingTarget, LanguageForm, Municipality, Region
from kontakt.knowledge.urgent.kind import packed, unpacked
from kontakt.library.cache import Cache, Snapshot
from kontakt.library.contacts import Contacts
from kontakt.library.folded_index import keep_folded, load_index, load_phrases
from kontakt.library.library import Library, places_of
from kontakt.library.notices import Notices
from kontakt.library.urgent import Urgent
from kontakt.messages.message import Outbox
from kontakt.notices import codec as notice_codec

_REGION = "region"
_DATABASE = "database"
_URGENT = "urgent"
_CONTACTS = "contacts"
_NOTICES = "notices"
_SENDS_MESSAGES = "sends_messages"
_STATE = "state"


def cached_library(cache: Cache) -> Library | None:
    """The library of the newest copy; None where there is none."""
    snapshot = cache.load()
    if snapshot is None or _REGION not in snapshot.extras:
        return None
    try:
        region = _region(snapshot.extras[_REGION])
        urgent = unpacked(json.loads(snapshot.extras[_URGENT])) if _URGENT in snapshot.extras else None
        contacts = [codec.unpacked(each) for each in json.loads(snapshot.extras.get(_CONTACTS, "[]"))]
        notices = [notice_codec.unpacked(each) for each in json.loads(snapshot.extras.get(_NOTICES, "[]"))]
    except (ValueError, TypeError, LookupError):  # another version's: the copy is never the truth
        return None
    library = Library(
        articles=snapshot.articles,
        redirects=snapshot.redirects,
        theme_of=snapshot.theme_of,
        themes=snapshot.themes,
        region=region,
        index=load_index(cache, snapshot.entries, places_of(region)),
        change=snapshot.change,
        urgent=Urgent(urgent),
        contacts=Contacts(contacts, places_of(region)),
        notices=Notices(notices),
        outbox=Outbox(sends=_SENDS_MESSAGES in snapshot.extras),
        state=snapshot.extras.get(_STATE, ""),
    )
    load_phrases(cache, library.urgent)
    return library


def cached_from(cache: Cache) -> str | None:
    """The address of the database that the newest copy was made of, "" for the one in the data folder; None where
    nothing says so."""
    snapshot = cache.load()
    return snapshot.extras.get(_DATABASE) if snapshot else None


def keep(
    cache: Cache, library: Library, database: str = "", before: Library | None = None, ids: Collection[str] = ()
) -> None:
    """Make this the newest copy. ``database`` is the address that it comes from, without a password; "" for
    the one in the data folder. Where the copy is still the one that ``before`` came from, only the articles with these
    ids are written: no others differ."""
    snapshot = _snapshot(library, database)
    if before is None:
        cache.save(snapshot)
    else:
        cache.change(snapshot, before.change, ids)
    keep_folded(cache, library.index, library.articles.values(), library.urgent)


def keep_change(cache: Cache, library: Library, before: int, ids: Collection[str], database: str = "") -> None:
    """As ``keep``, for a library that differs from the one of change number ``before`` in these articles alone. The
    index stays as it was kept: the next start mends it for a few articles, which costs less than keeping it now."""
    cache.change(_snapshot(library, database), before, ids)


def _snapshot(library: Library, database: str) -> Snapshot:
    plain = {_REGION: asdict(library.region), _URGENT: packed(library.urgent.table)} | (
        {_CONTACTS: [codec.packed(each) for each in library.contacts.lists]} if library.contacts.lists else {}
    )
    if library.notices:
        plain[_NOTICES] = [notice_codec.packed(each) for each in library.notices.every]
    texts = {name: json.dumps(value, ensure_ascii=False, default=str) for name, value in plain.items()}
    texts |= {_SENDS_MESSAGES: "true"} if library.outbox.sends else {}
    extras = {**texts, _DATABASE: database, _STATE: library.state}
    return Snapshot(library.articles, library.redirects, library.themes, extras, library.change)


def _region(text: str) -> Region:
    plain = json.loads(text)
    return Region(municipalities=tuple(map(_municipality, plain.pop("municipalities"))), **plain)


def _municipality(plain: dict[str, Any]) -> Municipality:
    coming = tuple(ComingTarget(date.fromisoformat(each["day"]), each["target"]) for each in plain.pop("coming"))
    language, places = LanguageForm(plain.pop("language")), tuple(plain.pop("places"))
    return Municipality(**plain, language=language, places=places, coming=coming)
