"""What people say when it is urgent finds its article in the shipped knowledge, first or among three."""

from pathlib import Path

import pytest

from kontakt.knowledge.files import read_folder
from kontakt.library.library import entry_of
from kontakt.search import Index

pytestmark = pytest.mark.long

SHIPPED = Path(__file__).parents[2] / "knowledge"

SAID = {
    "vann-borte-og-kokevarsel": (
        "det er ikke vann i krana",
        "Me har ikkje vatn i huset her",
        "Det kommer ikke noe vann når jeg skrur på",
        "jeg får ikke vann, ikke nabo heller",
        "there is no water from the tap",
        "Springen er tørr, både på kjøkkenet og badet",
    ),
    "vannlekkasje": (
        "det spruter vann opp av asfalten",
        "Det fosser vann ut av veien nedi svingen her",
        "vatnet sprutar opp or vegen",
    ),
    "stroembrudd": (
        "vi er uten strøm på fjerde timen",
        "Straumen er vekke på heile garden",
        "No power in my house",
        "heile grenda er mørklagt",
    ),
    "legevakt": (
        "han puster ikke",
        "Mannen min har falt om og svarer ikke",
        "hun er bevisstløs",
        "he is unconscious",
        "barnet har drukket lampeolje",
    ),
    "krise-og-selvmordstanker": ("Jeg vil ikke leve lenger", "Jeg tenker på å ta livet mitt"),
    "krisesenter": ("Mannen min har slått meg og jeg er redd for å gå hjem", "my husband hits me"),
    "det-brenner": ("Det brenner i skogen bak oss", "det ryker kraftig fra et hus her borte", "fire in the forest"),
    "tett-avloep": ("Det kommer kloakk opp av sluken i kjelleren",),
    "roemt-hjemmefra": ("Datteren min er borte, hun kom aldri hjem fra skolen",),
    "midlertidig-bolig": ("Jeg har ikke noe sted å sove i natt",),
}


def test_what_is_said_when_it_is_urgent_finds_its_article() -> None:
    index = Index.build(map(entry_of, read_folder(SHIPPED).articles))
    found = {
        said: [hit.id for hit in index.search(said, limit=3).hits] for wordings in SAID.values() for said in wordings
    }
    missed = {
        said: found[said] for article, wordings in SAID.items() for said in wordings if article not in found[said]
    }
    assert missed == {}
