"""Made-up notices: water that is gone in one municipality, and planned work in all of them."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from kontakt.directory.region import Region
from kontakt.knowledge.article import Article
from kontakt.notices.notice import Notice, NoticeKind, NoticePriority, ToldFirst

_ABOUT_WATER = "vann-borte-og-kokevarsel"


def made_up_notices(region: Region, articles: Sequence[Article], now: datetime, seed: int) -> Iterator[Notice]:
    """Of this region, around ``now`` (UTC)."""
    draw = Random(seed)
    where = next((each for each in region.municipalities if each.places), None)
    if where is None:
        return
    concerned = tuple(each.id for each in articles if each.id == _ABOUT_WATER)
    yield Notice(
        id=UUID(int=draw.getrandbits(128), version=4),
        kind=NoticeKind.WATER,
        title="Vannet er borte etter brudd på hovedledning",
        title_nn="Vatnet er borte etter brot på hovudleidning",
        text="Bruddet er funnet og repareres. Tankbil med drikkevann står ved skolen. La vannet renne til det er klart.",
        municipalities=(where.number,),
        places=where.places[:1],
        articles=concerned,
        begins=now - timedelta(minutes=50),
        ends=now + timedelta(hours=4),
        next_word=now + timedelta(hours=1),
        priority=NoticePriority.URGENT,
        told_first=(
            ToldFirst("Vakthavende teknisk drift", now - timedelta(minutes=45), "agent 1"),
            ToldFirst("Sykehjemmet"),
        ),
    )
    yield Notice(
        id=UUID(int=draw.getrandbits(128), version=4),
        kind=NoticeKind.PLANNED_WORK,
        title="Min side og skjemaene er nede for vedlikehold",
        text="Skjema som er påbegynt, er lagret. De kan sendes igjen når arbeidet er ferdig.",
        begins=now + timedelta(hours=20),
        ends=now + timedelta(hours=22),
        priority=NoticePriority.LOW,
    )
