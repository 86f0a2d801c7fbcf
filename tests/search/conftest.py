"""A small real region and knowledge base for the search."""

import pytest

from kontakt.search import Index, Place, SearchEntry

PLACES = [
    Place("Kongsberg", "3303"),
    Place("3303", "3303"),
    Place("Notodden", "4005"),
    Place("Tinn", "4026"),
    Place("Rjukan", "4026"),
    Place("Rollag", "3336"),
    Place("Nore og Uvdal", "3338"),
    Place("Blefjell", "3334"),
    Place("Blefjell", "4005"),
]


def entry(id: str, titles: str, keywords: str = "", only: str = "") -> SearchEntry:
    """Titles and keywords separated by commas, as one would say them."""
    apart = [tuple(each.strip() for each in text.split(",") if each.strip()) for text in (titles, keywords, only)]
    return SearchEntry(id=id, titles=apart[0], keywords=apart[1], only=apart[2])


ENTRIES = [
    entry("avfall", "Henting av avfall, Henting av avfall", "søppeltømming, renovasjon, bossdunk, tømmedag"),
    entry("barnehage", "Søke barnehageplass, Søkje barnehageplass", "barnehage, bytte barnehage, opptak, førskole"),
    entry("barnehagebetaling", "Betaling for barnehage", "foreldrebetaling, redusert betaling, makspris"),
    entry("byggesak", "Søke om byggetillatelse, Søkje om byggjeløyve", "byggesak, garasje, tilbygg, nabovarsel"),
    entry("eiendomsskatt", "Eiendomsskatt, Eigedomsskatt", "takst, skatt på hytte, klage på takst"),
    entry("feiing", "Feiing og tilsyn, Feiing og tilsyn", "feier, pipe, skorstein, fyringsanlegg"),
    entry("vann", "Vann og avløp, Vatn og avlaup", "vannlekkasje, kloakk, vannmåler, brunt vann"),
    entry("hjemmesykepleie", "Hjemmesykepleie, Heimesjukepleie", "hjelp hjemme, sykepleier, sårstell"),
    entry("kulturskole", "Kulturskole, Kulturskule", "musikkskole, pianotimer, danseundervisning"),
    entry("parkering", "Parkeringskort for forflytningshemmede", "handikapparkering, HC-kort, parkeringstillatelse"),
    entry("skole", "Skolestart og skolebytte, Skulestart og skulebyte", "bytte skole, innskriving, førsteklasse"),
    entry("sfo", "Skolefritidsordning, Skulefritidsordning", "SFO, AKS, aktivitetsskole"),
    entry("skoleskyss", "Skoleskyss, Skuleskyss", "skolebuss, drosje til skolen, busskort"),
    entry("skjenking", "Skjenkebevilling, Skjenkeløyve", "servering av alkohol, ølsalg, bar"),
    entry("sykehjem", "Plass på sykehjem, Plass på sjukeheim", "langtidsplass, korttidsplass, institusjon"),
    entry("valg", "Valg og stemmegivning, Val og røysting", "forhåndsstemme, valglokale, valgkort"),
    entry("vigsel", "Borgerlig vigsel, Borgarleg vigsle", "gifte seg, bryllup, vielse"),
    entry("brøyting", "Brøyting av kommunal vei, Brøyting av kommunal veg", "snørydding, brøytekant, glatt vei"),
    entry("gatelys", "Gatelys", "lyktestolpe, veilys, mørk gate"),
    entry("hund", "Hundehold og båndtvang, Hundehald og bandtvang", "løs hund, hundepose, rømt hund"),
    entry("bål", "Bålbrenning", "brenne hageavfall, åpen ild, bråtebrann"),
    entry("startlån", "Startlån", "boliglån, Husbanken, kjøpe bolig"),
    entry("bostøtte", "Bostøtte, Bustøtte", "hjelp til husleie, dyr husleie"),
    entry("svømmehall", "Svømmehall, Symjehall", "badetider, basseng"),
    entry("rjukanbadet", "Rjukanbadet", "svømming, basseng", only="4026"),
]  # fmt: skip


@pytest.fixture(scope="session")
def index() -> Index:
    return Index.build(ENTRIES, PLACES)
