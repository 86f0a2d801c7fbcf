"""Who answers for an article in a municipality, and units and contacts found by their words."""

from dataclasses import replace

import pytest

from kontakt.directory.contacts.contact_list import REGION, Contact, ContactList, Responsibility, Unit
from kontakt.directory.region import Region
from kontakt.knowledge.article import Article
from kontakt.library.contacts import AnsweringBy, Contacts
from kontakt.library.library import places_of

ROADS = Unit(id="drift", name="Driftsavdelingen", known_as=("teknisk drift",), phone="35 00 00 00")
BUILDING = Unit(id="byggesak", name="Byggesak", name_nn="Byggjesak")
SNOW = Contact(id="broeyte", name="Brøyteansvarlig", unit="drift", title="fagleder", phone="+47 350 00 001")
OFFICER = Contact(id="saksbehandler", name="Saksbehandler byggesak, Tinn", unit="byggesak")
LEADER = Contact(id="leder", name="Leder byggesak, Tinn", unit="byggesak")
TINN = ContactList(
    municipality="4026",
    post="post@tinn.example.invalid",
    units=(ROADS, BUILDING),
    contacts=(SNOW, OFFICER, LEADER),
    responsibilities=(
        Responsibility(unit="byggesak", theme="bygg", first="leder"),
        Responsibility(unit="byggesak", words=("carport",), first="saksbehandler", second="leder"),
    ),
)
SHARED = ContactList(
    municipality=REGION,
    units=(
        Unit(id="renovasjon", name="Renovasjonen", municipalities=("4026", "4024"), email="r@example.invalid"),
        Unit(id="brann", name="Brannvesenet"),
    ),
    responsibilities=(Responsibility(unit="renovasjon", theme="avfall"),),
)
GARAGE = Article(id="garasje", theme="bygg", title="Garasje", answer="Ja.", keywords=("Carport",), owner="ukjent")
BINS = Article(id="boss", theme="avfall", title="Boss", answer="Ja.")
PLOUGHING = Article(id="broeyting", theme="vei", title="Brøyting", answer="Ja.", owner="Teknisk drift")


@pytest.fixture
def contacts(region: Region) -> Contacts:
    return Contacts((TINN, SHARED), tuple(places_of(region)))


def test_words_go_before_the_theme(contacts: Contacts) -> None:
    answering = contacts.answering(GARAGE, "4026")
    assert (answering.unit, answering.contacts, answering.by) == (BUILDING, (OFFICER, LEADER), AnsweringBy.WORDS)
    plain = replace(GARAGE, keywords=())
    assert contacts.answering(plain, "4026").contacts == (LEADER,)
    assert contacts.answering(plain, "4026").by is AnsweringBy.THEME


def test_the_article_itself_goes_before_all_else_and_so_does_one_that_was_merged_into_it(region: Region) -> None:
    task = Responsibility(unit="drift", article="gammel-garasje", first="broeyte")
    contacts = Contacts((replace(TINN, responsibilities=(*TINN.responsibilities, task)),))
    merged = replace(GARAGE, redirects=("gammel-garasje",))
    assert contacts.answering(merged, "4026").unit == ROADS
    assert contacts.answering(GARAGE, "4026").unit == BUILDING


def test_what_an_article_calls_its_owner_leads_to_that_unit(contacts: Contacts) -> None:
    answering = contacts.answering(PLOUGHING, "4026")
    assert (answering.unit, answering.by) == (ROADS, AnsweringBy.OWNER)
    owned = replace(PLOUGHING, owner="byggjesak")
    assert contacts.answering(owned, "4026").contacts == (LEADER,)  # the first of the unit's tasks


def test_a_shared_unit_answers_where_it_says_so_alone(contacts: Contacts) -> None:
    assert contacts.answering(BINS, "4026").unit.name == "Renovasjonen"
    assert contacts.answering(BINS, "4024").unit.name == "Renovasjonen"
    assert contacts.answering(BINS, "3303") is None


def test_a_municipality_s_own_list_goes_before_the_shared_one(region: Region) -> None:
    own = replace(TINN, responsibilities=(Responsibility(unit="drift", theme="avfall"),))
    assert Contacts((own, SHARED)).answering(BINS, "4026").unit == ROADS


@pytest.mark.parametrize("municipality", [None, "3303", "9999"])
def test_nobody_is_named_where_nobody_has_said(contacts: Contacts, municipality: str | None) -> None:
    assert contacts.answering(GARAGE, municipality) is None


def test_without_lists_there_is_nobody(region: Region) -> None:
    nobody = Contacts()
    assert not nobody
    assert nobody.answering(GARAGE, "4026") is None
    assert nobody.find("byggesak") == ()
    nobody.make_ready()


def test_who_is_tried_one_after_the_other(contacts: Contacts) -> None:
    names = [each.name_in("nn") for each in contacts.tried_for(GARAGE, "4026")]
    assert names == ["Saksbehandler byggesak, Tinn", "Leder byggesak, Tinn", "Byggjesak"]
    assert contacts.tried_for(GARAGE, "3303") == ()
    assert contacts.tried_for(BINS, "4026") == (contacts.find("renovasjonen")[0],)  # the region's, wherever one asks


@pytest.mark.parametrize(
    ("text", "municipality", "first"),
    [
        ("byggesak tinn", None, "Byggesak"),
        ("brøyteansvarlig", None, "Brøyteansvarlig"),
        ("teknisk drift", "4026", "Driftsavdelingen"),
        ("carport", "4026", "Byggesak"),
        ("3500 0001", None, "Brøyteansvarlig"),
        ("35000000", None, "Driftsavdelingen"),
        ("renovasjonen", "4024", "Renovasjonen"),
    ],
)
def test_units_and_contacts_are_found_by_their_words(
    contacts: Contacts, text: str, municipality: str | None, first: str
) -> None:
    assert contacts.find(text, municipality)[0].name_in("nb") == first


def test_those_of_another_municipality_are_left_out(contacts: Contacts) -> None:
    assert contacts.find("byggesak", "4024") == ()
    assert contacts.find("35000001", "4024") == ()
    assert contacts.find("renovasjonen", "3303") == ()
    assert len(contacts.find("byggesak", "4026")) == 3


def test_a_contact_without_a_number_has_its_units(contacts: Contacts) -> None:
    (found,) = (each for each in contacts.find("brøyteansvarlig") if each.contact == SNOW)
    assert (found.phone, found.email) == ("+47 350 00 001", "")
    assert contacts.find("renovasjonen")[0].email == "r@example.invalid"


def test_the_units_of_a_municipality_come_with_the_shared_ones_last(contacts: Contacts) -> None:
    assert [each.unit.id for each in contacts.units_in("4026")] == ["drift", "byggesak", "renovasjon", "brann"]
    assert [each.unit.id for each in contacts.units_in("3303")] == ["brann"]
    assert contacts.units_in(None) == ()


def test_what_somebody_answers_for(contacts: Contacts) -> None:
    (leader,) = (each for each in contacts.find("leder byggesak") if each.contact == LEADER)
    assert [task.theme or task.words for task in contacts.tasks_of(leader)] == ["bygg", ("carport",)]
    assert contacts.tasks_of(contacts.find("driftsavdelingen")[0]) == ()


@pytest.mark.parametrize(
    ("text", "municipality", "names"),
    [
        ("byggesak tinn", None, ["Byggesak"]),
        ("Byggesak @tinn", "4026", ["Byggesak"]),
        ("byggjesak", "4026", ["Byggesak"]),
        ("teknisk drift", "4026", ["Driftsavdelingen"]),
        ("saksbehandler byggesak", None, ["Saksbehandler byggesak, Tinn"]),
        ("saksbehandler byggesak, tinn", None, ["Saksbehandler byggesak, Tinn"]),
        ("35 00 00 01", None, ["Brøyteansvarlig"]),
        ("35000000", "4026", ["Driftsavdelingen"]),
        ("350", "4026", []),
        ("renovasjonen", "3336", []),
        ("brannvesenet", "3336", ["Brannvesenet"]),
        ("byggesak rollag", None, []),
        ("bygges", "4026", []),
        ("søke om byggesak", "4026", []),
        ("", "4026", []),
    ],
)
def test_a_text_names_somebody_only_by_a_whole_name_or_number(
    contacts: Contacts, text: str, municipality: str | None, names: list[str]
) -> None:
    assert [each.name_in("nb") for each in contacts.named(text, municipality)] == names


def test_a_name_that_many_have_names_nobody_until_the_municipality_is_known(region: Region) -> None:
    lists = [replace(TINN, municipality=number) for number in ("3303", "4005", "4026", "3336")]
    contacts = Contacts(lists, tuple(places_of(region)))
    assert contacts.named("byggesak") == ()
    assert [each.municipality for each in contacts.named("byggesak", "4026")] == ["4026"]
    assert Contacts((), tuple(places_of(region))).named("byggesak", "4026") == ()
