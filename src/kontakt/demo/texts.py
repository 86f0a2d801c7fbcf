"""What stands in made-up notes and missed searches: bokmål, as in a real log, and without any personal detail."""

from collections.abc import Iterable
from random import Random

from kontakt.firstline import Outcome
from kontakt.knowledge.article import Article

_WITH_NOTE = 0.12

_NOTES = {
    Outcome.ANSWERED: (
        "Fikk svar med en gang.",
        "Ville bare være sikker.",
        "Spurte også om fristen.",
        "Fant ikke svaret på nettsiden.",
        "Ringer igjen ved flere spørsmål.",
    ),
    Outcome.GUIDED: (
        "Fikk hjelp til å finne skjemaet.",
        "Fikk lenke til skjemaet.",
        "Trengte hjelp til innloggingen.",
        "Vi gikk gjennom skjemaet sammen.",
    ),
    Outcome.BOOKED: ("Fikk første ledige time.", "Time neste uke.", "Ønsket time om ettermiddagen."),
    Outcome.TRANSFERRED: ("Fagavdelingen tok samtalen.", "Ville snakke med noen som kjenner saken."),
    Outcome.MESSAGE: (
        "Vil bli ringt opp.",
        "Vil bli ringt opp før lunsj.",
        "Ingen svarte på avdelingen.",
        "Saksbehandleren var i møte.",
    ),
    Outcome.CASE: (
        "Meldt videre med sted og tidspunkt.",
        "Sender bilder i etterkant.",
        "Registrert som sak.",
    ),
    Outcome.NOT_OURS: ("Vist videre til rett etat.", "Trodde det var kommunens ansvar."),
    Outcome.VOID: ("Samtalen ble brutt.", "Feil nummer."),
}

_MISSED = (
    "ladestasjon for elbil",
    "solceller på taket",
    "fritidskort",
    "frisbeegolf",
    "støtte til varmepumpe",
    "tømme bobil",
    "skiløyper",
    "båtplass",
    "felle tre i friområde",
    "leie lastesykkel",
    "flagging",
    "17. mai-tog",
    "badetemperatur",
    "ungdomsklubb",
    "drone over eiendom",
    "rusken-aksjon",
    "parsellhage",
    "kompostkurs",
    "lån av telt",
    "seniorkort på bussen",
)


def note_for(rng: Random, outcome: Outcome) -> str:
    """A short note; empty for most inquiries."""
    return rng.choice(_NOTES[outcome]) if rng.random() < _WITH_NOTE else ""


def missed_queries(articles: Iterable[Article]) -> list[str]:
    """What citizens ask about that no article has as its keyword or title; never empty."""
    found = {text.lower() for each in articles for text in (each.title, *each.keywords)}
    return [query for query in _MISSED if query not in found] or list(_MISSED)
