"""Units and contacts for every municipality of the region: functions at addresses that cannot exist, never people."""

from collections.abc import Iterator
from datetime import time
from typing import Final

from kontakt.directory.contacts.contact_list import (
    REGION,
    WEEKDAYS,
    Contact,
    ContactList,
    Hours,
    Responsibility,
    Unit,
)
from kontakt.directory.region import Municipality, Region
from kontakt.knowledge.new_id import new_id

_OFFICE_HOURS: Final[Hours] = tuple(((time(9), time(15)),) if day < 5 else () for day in range(len(WEEKDAYS)))

_UNITS: Final = (
    # name, in nynorsk, other names (as articles call their owner), themes, words
    ("Servicetorget", "Servicetorget", ("servicetorg",), ("politikk-og-innsyn",), ("post", "skjema")),
    ("Byggesak", "Byggjesak", (), ("bygg-og-eiendom",), ("byggesøknad", "garasje", "tilbygg")),
    ("Plan og kart", "Plan og kart", ("oppmåling",), ("plan-og-kart",), ("reguleringsplan", "nabogrense")),
    ("Teknisk drift", "Teknisk drift", ("parkering",), ("vei-og-trafikk",), ("brøyting", "gatelys", "hull i veien")),
    ("Vann og avløp", "Vatn og avløp", (), ("vann-og-avloep",), ("vannlekkasje", "kloakk")),
    ("Barnehagekontoret", "Barnehagekontoret", ("barnehagen",), (), ("barnehageplass",)),
    ("Skolekontoret", "Skulekontoret", ("skolen",), ("barnehage-og-skole",), ("skoleskyss", "sfo")),
    ("Forvaltningskontoret", "Forvaltingskontoret", ("hjemmetjenesten",), ("helse-og-omsorg",), ("sykehjemsplass",)),
    ("Helsestasjonen", "Helsestasjonen", ("vaksinasjonskontoret",), (), ("vaksine", "jordmor")),
    ("Barnevernstjenesten", "Barnevernstenesta", (), ("barn-og-familie",), ("bekymringsmelding",)),
    ("Boligkontoret", "Bustadkontoret", (), ("sosial-og-bolig",), ("startlån", "bostøtte")),
    ("Økonomi", "Økonomi", ("eiendomsskattekontoret",), ("skatt-og-gebyr",), ("faktura", "eiendomsskatt")),
    ("Landbruk og utmark", "Landbruk og utmark", ("landbruk", "landbruk og skogbruk"), ("natur-og-hytte",), ("jakt",)),
    ("Kultur og idrett", "Kultur og idrett", ("biblioteket",), ("kultur-og-fritid",), ("leie hall",)),
    ("Bevilling og næring", "Løyve og næring", ("bevilling", "næring"), ("naering",), ("skjenkebevilling",)),
)
_ANSWER_WITHIN: Final = {"Byggesak": 3, "Plan og kart": 3, "Barnevernstjenesten": 2}
_SHARED: Final = (
    ("Renovasjon", "Renovasjon", (), ("avfall",), ("søppel", "container")),
    ("Brann- og feiervesen", "Brann- og feiarvesen", ("brann og feiervesen",), ("brann-og-beredskap",), ("feiing",)),
    ("Legevakta", "Legevakta", (), (), ("legevakt",)),
)


def made_up_contacts(region: Region) -> Iterator[ContactList]:
    """A list for each municipality, and the region's."""
    for each in region.municipalities:
        yield _of_municipality(each)
    units = tuple(_unit(row, "regionen") for row in _SHARED)
    tasks = tuple(task for row in _SHARED for task in _tasks(row, ""))
    yield ContactList(municipality=REGION, units=units, responsibilities=tasks)


def _of_municipality(municipality: Municipality) -> ContactList:
    domain = new_id(municipality.name, ())
    contacts: list[Contact] = []
    tasks: list[Responsibility] = []
    for row in _UNITS:
        unit = new_id(row[0], ())
        for function in ("Konsulent", "Saksbehandler", "Fagleder"):
            name = f"{function} {row[0][:1].lower()}{row[0][1:]}, {municipality.name}"
            contacts.append(Contact(id=new_id(name, ()), name=name, unit=unit, title=function.lower()))
        tasks += _tasks(row, contacts[-2].id, contacts[-1].id)
    return ContactList(
        municipality=municipality.number,
        post=f"postmottak@{domain}.example.invalid",
        units=tuple(_unit(row, domain) for row in _UNITS),
        contacts=tuple(contacts),
        responsibilities=tuple(tasks),
        comment="Oppdiktet: funksjoner, ikke personer.",
    )


_Row = tuple[str, str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def _unit(row: _Row, domain: str) -> Unit:
    name, name_nn, known_as, _themes, _words = row
    id = new_id(name, ())
    return Unit(
        id=id,
        name=name,
        name_nn=name_nn if name_nn != name else "",
        known_as=known_as,
        email=f"{id}@{domain}.example.invalid",
        hours=_OFFICE_HOURS,
        answer_within=_ANSWER_WITHIN.get(name, 0),
    )


def _tasks(row: _Row, *contacts: str) -> Iterator[Responsibility]:
    name, _nn, _known_as, themes, words = row
    first, second = (*contacts, "", "")[:2]
    unit = new_id(name, ())
    yield Responsibility(unit=unit, words=words, first=first, second=second)
    for theme in themes:
        yield Responsibility(unit=unit, theme=theme, first=first, second=second)
