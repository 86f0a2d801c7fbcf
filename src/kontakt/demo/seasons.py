"""What is asked more, or less, at certain times of the year."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kontakt.knowledge.article import Article

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Season:
    """An article with a word that begins with one of ``stems`` is asked ``within`` times as much as usual from
    the day ``first`` to the day ``last`` (month, day; over the new year where last is before first), and
    ``outside`` times as much otherwise."""

    stems: tuple[str, ...]
    first: tuple[int, int]
    last: tuple[int, int]
    within: float
    outside: float = 1.0

    def factor(self, day: date) -> float:
        day_of_year = (day.month, day.day)
        over_new_year = self.last < self.first
        inside = not self.last < day_of_year < self.first if over_new_year else self.first <= day_of_year <= self.last
        return self.within if inside else self.outside


SEASONS = (
    Season(("brøyt", "strøing", "snørydding", "snømåking"), (11, 1), (3, 31), within=3.0, outside=0.1),
    Season(("snøscooter", "scooterløype", "scootertillatelse"), (12, 1), (4, 30), within=2.5, outside=0.4),
    Season(("gatelys", "veilys"), (9, 15), (1, 31), within=2.0, outside=0.4),
    Season(("vannmåler", "måleravlesning"), (12, 1), (1, 20), within=3.0),
    Season(("tømmekalender", "søppelhenting"), (12, 15), (1, 10), within=3.0, outside=1.8),
    Season(("efaktura", "avtalegiro"), (1, 15), (3, 31), within=2.0, outside=1.4),
    Season(("hageavfall", "grovavfall"), (4, 15), (6, 15), within=1.8),
    Season(("barnehageplass", "hovedopptak"), (2, 1), (3, 1), within=5.0),
    Season(("skolestart", "førsteklassing", "skolefritidsordning", "skoleskyss"), (8, 1), (9, 10), within=3.0),
    Season(("eiendomsskatt", "eigedomsskatt"), (3, 1), (4, 15), within=5.0),
    Season(("skattemelding", "selvangivelse"), (3, 15), (5, 31), within=3.0),
    Season(("jakt", "elg", "storvilt"), (9, 1), (11, 15), within=2.5),
    Season(("fritidsbolig", "hytteeier"), (9, 1), (10, 31), within=1.8),
    Season(("feier", "feiing"), (9, 1), (11, 30), within=1.5),
    Season(("muselort", "rottegift"), (9, 1), (11, 30), within=1.8),
    Season(("bålforbud", "sankthansbål"), (4, 15), (9, 15), within=2.5, outside=0.4),
    Season(("båndtvang",), (4, 1), (8, 20), within=2.5),
    Season(("vielse", "bryllup"), (5, 1), (8, 31), within=2.0),
)


def seasons_of(article: Article, seasons: Iterable[Season] = SEASONS) -> tuple[Season, ...]:
    """The seasons of an article, by its theme, title and keywords; none for most."""
    texts = (article.theme, *article.titles, *article.all_keywords)
    words = " ".join(["", *_WORD.findall(" ".join(texts).lower())])
    return tuple(season for season in seasons if any(f" {stem}" in words for stem in season.stems))
