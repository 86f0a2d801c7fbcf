from collections import Counter
from datetime import datetime

import pytest

from kontakt.demo.feedback import made_up_feedback
from kontakt.demo.keywords import added_keywords
from kontakt.demo.texts import missed_queries
from kontakt.demo.weak_articles import weak_articles_of
from kontakt.directory.region import Region
from kontakt.inquiries.inquiry import FeedbackKind
from kontakt.inquiries.privacy_guard import guarded
from kontakt.knowledge.article import Article


@pytest.mark.long
def test_missed_searches_have_a_query_and_unclear_answers_an_article(
    region: Region, articles: tuple[Article, ...], now: datetime
) -> None:
    feedback = list(made_up_feedback(region, articles, now, 20))
    kinds = Counter((each.kind, bool(each.query), bool(each.article)) for each in feedback)
    assert set(kinds) == {(FeedbackKind.MISSED, True, False), (FeedbackKind.UNCLEAR, False, True)}
    assert kinds[FeedbackKind.MISSED, True, False] > kinds[FeedbackKind.UNCLEAR, False, True]


@pytest.mark.long
def test_what_was_missed_is_no_articles_keyword_but_for_those_that_were_added(
    region: Region, articles: tuple[Article, ...], now: datetime
) -> None:
    keywords = {keyword.lower() for each in articles for keyword in each.keywords}
    added = {each.keyword for each in added_keywords(articles, now, 20)}
    missed = [each.query for each in made_up_feedback(region, articles, now, 20)]
    assert set(missed) & keywords == added
    assert all(missed.count(keyword) > 2 for keyword in added)


def test_one_question_is_missed_in_several_wordings_and_municipalities(
    region: Region, articles: tuple[Article, ...], now: datetime
) -> None:
    feedback = list(made_up_feedback(region, articles, now, 20))
    wordings = set(missed_queries(articles)[0])
    assert wordings <= {each.query for each in feedback}
    assert len({each.municipality for each in feedback if each.query in wordings}) > 2


def test_unclear_answers_are_those_of_a_few_articles(
    region: Region, articles: tuple[Article, ...], now: datetime
) -> None:
    flagged = {each.article for each in made_up_feedback(region, articles, now, 20) if each.article}
    assert flagged <= {each.id for each in weak_articles_of(articles, 20)}
    assert len(flagged) > 2


def test_feedback_passes_the_privacy_guard_unchanged(
    region: Region, articles: tuple[Article, ...], now: datetime
) -> None:
    feedback = list(made_up_feedback(region, articles, now, 20))
    assert [guarded(each) for each in feedback] == feedback


def test_the_same_seed_gives_the_same_feedback(region: Region, articles: tuple[Article, ...], now: datetime) -> None:
    assert list(made_up_feedback(region, articles, now, 20)) == list(made_up_feedback(region, articles, now, 20))


def test_without_articles_every_search_was_missed(small_region: Region, now: datetime) -> None:
    assert {each.kind for each in made_up_feedback(small_region, (), now, 1)} == {FeedbackKind.MISSED}


def test_a_region_without_municipalities_sends_nothing(articles: tuple[Article, ...], now: datetime) -> None:
    assert list(made_up_feedback(Region("", ()), articles, now, 1)) == []
