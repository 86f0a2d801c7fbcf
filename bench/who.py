"""What it costs to say who answers, whether they are there and who instead, over 2,000 contacts and 10,000 absences.

    python bench/who.py

Milliseconds of processor: what the card asks (who is tried for an article, and whether each is there), a search after
#, the same with whether each is there, and what `kontakt who` puts together of both; and reading the absences of one
municipality anew.
"""

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from uuid import UUID

from kontakt.database import reading, writing
from kontakt.directory.contacts.contact_list import WEEKDAYS, Contact, ContactList, Responsibility, Unit
from kontakt.directory.contacts.hours import hours_of, read_span
from kontakt.installation.opening import opened_database
from kontakt.library.contacts import Contacts
from kontakt.library.library import Library, build_library
from kontakt.library.reachable import availability_of, call_order
from kontakt.library.stored import read
from kontakt.presence import store
from kontakt.presence.absence import Absence, AbsenceSource, ContactKey
from kontakt.settings import Settings

NOW = datetime(2026, 11, 20, 10, 30, tzinfo=UTC)
CONTACTS, ABSENCES, UNITS = 2000, 10_000, 12
WORDS = ("byggesak", "barnehage", "vann", "renovasjon", "skole", "hjemmetjeneste", "skatt", "vei", "legevakt", "plan")
OFFICE = hours_of({day: read_span("09:00-15:00") or () for day in WEEKDAYS[:5]})


def made_lists(library: Library, chance: random.Random) -> list[ContactList]:
    """A list for each municipality, with responsibilities for its themes and for words."""
    members = library.region.municipalities
    lists = []
    for member in members:
        units = [Unit(id=f"e{at}", name=f"{WORDS[at % 10]} {at}", hours=OFFICE) for at in range(UNITS)]
        people = [
            Contact(id=f"k{at}", name=f"Saksbehandler {WORDS[at % 10]} {at}", unit=f"e{at % UNITS}")
            for at in range(CONTACTS // len(members))
        ]
        tasks = [
            Responsibility(theme=theme.id, unit=person.unit, first=person.id)
            for theme, person in zip(library.themes, people, strict=False)
        ]
        tasks += [
            Responsibility(words=(f"{chance.choice(WORDS)} {at}",), unit=each.unit, first=each.id)
            for at, each in enumerate(people)
        ]
        made = ContactList(
            municipality=member.number, units=tuple(units), contacts=tuple(people), responsibilities=tuple(tasks)
        )
        lists.append(made)
    return lists


def made_absences(lists: list[ContactList], chance: random.Random) -> list[Absence]:
    everybody = [ContactKey(each.municipality, contact=one.id) for each in lists for one in each.contacts]
    absences = []
    for at in range(ABSENCES):
        begins = NOW + timedelta(minutes=chance.randint(-60 * 24, 60 * 24 * 60))
        absences.append(
            Absence(
                id=UUID(int=at),
                who=chance.choice(everybody),
                begins=begins,
                ends=begins + timedelta(minutes=chance.randint(15, 60 * 24 * 3)),
                source=AbsenceSource.LIST,
                known_at=NOW,
            )
        )
    return absences


def timed(name: str, work: Callable[[], object], times: int = 400) -> None:
    work()
    took = []
    for _ in range(times):
        begun = time.process_time()
        work()
        took.append((time.process_time() - begun) * 1000)
    print(f"{name:<48} median {median(took):6.2f}   p99 {quantiles(took, n=100)[98]:6.2f} ms")


def main() -> None:
    chance = random.Random(18)
    with TemporaryDirectory() as folder, opened_database(Settings(data_dir=Path(folder), agent="bench"), NOW) as engine:
        with reading(engine) as session:
            stored = read(session)
        parts = (stored.articles.values(), stored.themes, stored.region, stored.change, stored.urgent)
        lists = made_lists(build_library(*parts), chance)
        with writing(engine) as session:
            store.put(session, made_absences(lists, chance), now=NOW)
        with reading(engine) as session:
            presence = store.load(session)
        library = build_library(*parts, lists, presence)
        library.contacts.make_ready()
        presence.make_ready(NOW)
        articles, members = (
            cycle(library.articles.values()),
            cycle(each.number for each in library.region.municipalities),
        )
        texts = cycle([f"{word} {at}" for at in range(40) for word in WORDS])

        def card() -> None:
            call_order(next(articles), next(members), library, NOW)

        def found(contacts: Contacts = library.contacts) -> None:
            contacts.find(next(texts), None, 10)

        def who() -> None:
            text, number = next(texts), next(members)
            answer = library.index.search(text, number)
            if answer.hits and (article := library.article(answer.hits[0].id)):
                call_order(article, number, library, NOW)
            for each in library.contacts.find(text, number, 10):
                availability_of(each, library, NOW)

        def reload() -> None:
            with reading(engine) as session:
                store.reload(session, presence, {next(members)})

        print(f"{CONTACTS} contacts, {len(presence.absences)} of them with {ABSENCES} absences")
        timed("the card: who is tried, and whether each is there", card)
        timed("found after #", found)
        timed("kontakt who: article, order, people, each there", who)
        timed("absences of one municipality read anew", reload, 40)


if __name__ == "__main__":
    main()
