"""What stands in made-up notes and missed searches: bokmål, as in a real log, and without any personal detail."""

from collections.abc import Iterable, Sequence
from random import Random

from kontakt.firstline import Outcome
from kontakt.knowledge.article import Article

_WITH_NOTE = 0.12
_WITH_WORDS = 0.4

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

_UNCLEAR = (
    "Fristen står ikke.",
    "Hva det koster, mangler.",
    "Innringeren fikk et annet svar av kommunen.",
    "Uklart hvem som skal søke.",
    "Lenken virker ikke.",
    "Gjelder dette også for hytter?",
)

_MISSED = (
    ("parsellhage", "parsellhager", "leie parsellhage"),
    ("solceller på taket", "solceller på tak", "taket solceller"),
    ("kompostkurs", "kompost kurs", "kurs kompost"),
    ("seniorkort på bussen", "seniorkort buss"),
    ("frisbeegolf", "frisbeegolfbane", "frisbee golf"),
    ("gapahuk til leie", "leie gapahuk", "leie av gapahuk"),
    ("leie lastesykkel", "lastesykkel"),
    ("flagging",),
    ("rusken-aksjon",),
    ("klatrevegg", "klatrevegger"),
    ("insekthotell",),
    ("kolonihage", "kolonihager"),
    ("utekino",),
    ("tv-aksjonen",),
    ("ladestasjon for elbil", "elbil ladestasjon"),
    ("drone over eiendom", "drone over eiendommen"),
)
"""Each line is one question, in the words of several callers."""


def note_for(rng: Random, outcome: Outcome) -> str:
    """A short note; empty for most inquiries."""
    return rng.choice(_NOTES[outcome]) if rng.random() < _WITH_NOTE else ""


def unclear_note(rng: Random) -> str:
    """What an agent writes of an answer that is wrong or unclear; empty for most."""
    return rng.choice(_UNCLEAR) if rng.random() < _WITH_WORDS else ""


def missed_queries(articles: Iterable[Article]) -> list[tuple[str, ...]]:
    """The questions that no article has as its keyword or title, each in several wordings; never empty."""
    texts = {text.lower() for article in articles for text in (article.title, *article.keywords)}
    return [wordings for wordings in _MISSED if not texts & set(wordings)] or list(_MISSED)


def missed_query(rng: Random, questions: Sequence[tuple[str, ...]]) -> str:
    """One of the questions, those at the front again and again, mostly in its first wording."""
    [wordings] = rng.choices(questions, [1 / rank for rank in range(1, len(questions) + 1)])
    return rng.choices(wordings, [1 / rank for rank in range(1, len(wordings) + 1)])[0]
