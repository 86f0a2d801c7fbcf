"""The lists of contacts as rows."""

from datetime import UTC, datetime

from kontakt.directory.contacts.contact_list import REGION, Contact, ContactList, Responsibility, Unit
from kontakt.directory.region import Municipality, Region
from kontakt.knowledge.article import Article, Theme
from kontakt.knowledge.urgent.kind import UrgentTable
from kontakt.library.stored import Stored
from kontakt.messages.message import NO_OUTBOX
from kontakt.operations.overview import ContactsOverview
from kontakt.presence.presence import Presence

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TINN = ContactList(
    municipality="4026",
    units=(Unit(id="drift", name="Teknisk drift"), Unit(id="skole", name="Skolekontoret")),
    contacts=(Contact(id="vakt", name="Brøytevakt", unit="drift"), Contact(id="leder", name="Leder", unit="drift")),
    responsibilities=(
        Responsibility(unit="drift", theme="vei", first="vakt", second="leder"),
        Responsibility(unit="drift", words=("gatelys", "hull i veien")),
        Responsibility(unit="drift", article="broeyting", first="leder"),
        Responsibility(unit="drift", article="borte", first="leder"),
    ),
)
SHARED = ContactList(municipality=REGION, units=(Unit(id="avfall", name="Renovasjon"),))
LEFT = ContactList(municipality="0301", units=(Unit(id="bygg", name="Bygg"),))


def overview(*lists: ContactList) -> ContactsOverview:
    themes = (Theme("vei", "Vei og trafikk", "Veg og trafikk"),)
    return ContactsOverview.of(
        Stored(
            articles={"broeyting": Article(id="broeyting", theme="vei", title="Brøyting", answer="Ring.")},
            listed=themes,
            themes=themes,
            region=Region(
                "R", (Municipality(number="4005", name="Notodden"), Municipality(number="4026", name="Tinn"))
            ),
            urgent=UrgentTable(kinds=()),
            contacts=lists,
            presence=Presence(),
            notices=(),
            outbox=NO_OUTBOX,
            unreadable=(),
            database="x",
            newest=None,
        ),
        NOW,
    )


def test_units_come_with_their_contacts_and_tasks() -> None:
    drift, skole = overview(TINN).units
    assert (drift.contacts, len(drift.tasks), skole.contacts, skole.tasks) == (2, 4, 0, ())


def test_contacts_come_with_what_they_are_first_or_second_for() -> None:
    vakt, leder = overview(TINN).contacts
    assert [each.theme for each in vakt.tasks] == ["vei"]
    assert [each.article or each.theme for each in leder.tasks] == ["vei", "broeyting", "borte"]
    assert vakt.unit.name == "Teknisk drift"


def test_responsibilities_come_with_those_who_answer_and_with_names() -> None:
    seen = overview(TINN)
    theme, words, article, gone = seen.responsibilities
    assert (theme.first.name, theme.second.name, words.first) == ("Brøytevakt", "Leder", None)
    assert seen.names_of_task(theme.item, "nn") == ("Veg og trafikk",)
    assert seen.names_of_task(words.item, "nb") == ("gatelys", "hull i veien")
    assert seen.names_of_task(article.item, "nb") == ("Brøyting",)
    assert seen.names_of_task(gone.item, "nb") == ()


def test_the_shared_list_stands_last_and_one_of_a_municipality_that_has_left_first() -> None:
    seen = overview(TINN, LEFT, SHARED)
    assert [*seen.lists] == ["0301", "4026", REGION]
    assert seen.possible == ("0301", "4005", "4026", REGION)
    assert [seen.has_left(each) for each in seen.possible] == [True, False, False, False]
    assert seen.list_of("4005") == ContactList(municipality="4005")
