"""Errors of the check stop an article from being published; what was wrong in a published one before does not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from kontakt.editor.many_articles import FactsChange
from kontakt.editor.publishing import ArticleChange, NotPublished, findings, new_errors
from kontakt.editor.service import EditorService
from kontakt.errors import KontaktError
from kontakt.knowledge.article import Article, Link, Status
from kontakt.knowledge.by_id import LinkTargets

TODAY = date(2026, 11, 20)
SOUND = Article(id="a", theme="vei", title="A", answer="Ja.", keywords=("en", "to", "tre", "fire", "fem"))
NO_KEYWORD = replace(SOUND, keywords=())
TOO_LONG = replace(SOUND, answer="Dette er et svar. " * 60)
NOWHERE = LinkTargets({}, {})


def rules(change: ArticleChange, targets: LinkTargets = NOWHERE) -> list[str]:
    return [each.rule for each in new_errors([change], targets, TODAY).get("a", ())]


@pytest.mark.parametrize("before", [None, replace(NO_KEYWORD, status=Status.DRAFT), SOUND])
def test_an_error_that_agents_do_not_read_yet_stops(before: Article | None) -> None:
    assert rules(ArticleChange(before, NO_KEYWORD)) == ["no-keywords"]


def test_an_error_that_stood_before_does_not() -> None:
    assert rules(ArticleChange(NO_KEYWORD, replace(NO_KEYWORD, owner="drift"))) == []
    assert rules(ArticleChange(NO_KEYWORD, replace(TOO_LONG, keywords=()))) == ["too-long-answer"]


def test_a_draft_and_an_archived_article_may_be_wrong() -> None:
    for status in (Status.DRAFT, Status.ARCHIVED):
        assert rules(ArticleChange(SOUND, replace(NO_KEYWORD, status=status))) == []


def test_of_two_dead_links_one_may_be_mended() -> None:
    two = replace(SOUND, links=(Link("B", "kontakt:b"), Link("C", "kontakt:c")))
    one, three = replace(two, links=two.links[1:]), replace(two, links=(*two.links, Link("D", "kontakt:d")))
    assert rules(ArticleChange(two, one)) == []
    assert rules(ArticleChange(two, three)) == ["dead-link"] * 3


def linked(id: str, to: str, keywords: tuple[str, ...] = SOUND.keywords) -> Article:
    return replace(SOUND, id=id, links=(Link("se", f"kontakt:{to}"),), keywords=keywords)


def draft(article: Article) -> ArticleChange:
    return ArticleChange(replace(article, status=Status.DRAFT), article)


@pytest.mark.parametrize(
    ("articles", "refused"),
    [
        ((linked("a", "b"), linked("b", "a")), set()),
        ((linked("a", "b"), linked("b", "c"), linked("c", "a", keywords=())), {"a", "b", "c"}),
        ((linked("a", "b"), linked("b", "a"), linked("c", "d")), {"c"}),
    ],
)
def test_drafts_that_link_to_each_other_are_published_together_or_not_at_all(
    articles: Sequence[Article], refused: set[str]
) -> None:
    targets = LinkTargets({each.id: Status.DRAFT for each in articles}, {})
    assert set(new_errors([draft(each) for each in articles], targets, TODAY)) == refused


def test_a_warning_is_told_of_once_and_not_beside_an_error() -> None:
    few = replace(SOUND, keywords=("en",))
    said = findings(ArticleChange(None, few), [], [], TODAY)
    assert "few-keywords" in [each.rule for each in said.warnings]
    again = findings(ArticleChange(few, replace(few, owner="drift")), [], [], TODAY)
    assert (again.warnings, "few-keywords" in [each.rule for each in again.old]) == ((), True)
    assert findings(ArticleChange(None, NO_KEYWORD), [], [], TODAY).warnings == ()


def test_what_was_wrong_before_and_still_is_can_be_told() -> None:
    said = findings(ArticleChange(NO_KEYWORD, replace(NO_KEYWORD, owner="drift")), [], [], TODAY)
    assert [each.rule for each in said.old_errors] == ["no-keywords"]


# --- wherever an article becomes published -----------------------------------------------------------------------


def stored(service: EditorService, article: Article) -> int:
    return service.save(replace(article, status=Status.DRAFT), based_on=0)


def test_a_draft_is_saved_with_an_error_and_not_published_with_it(service: EditorService) -> None:
    number = stored(service, TOO_LONG)
    with pytest.raises(NotPublished, match=r"“A” cannot be published like this\. Answer: The answer takes"):
        service.set_status("a", Status.PUBLISHED, based_on=number)
    edited = service.read("a")
    assert edited is not None
    assert edited.article.status is Status.DRAFT
    assert service.set_status("a", Status.ARCHIVED, based_on=number) == number + 1


def test_a_published_article_is_not_saved_with_a_new_error(service: EditorService) -> None:
    edited = service.read("gatelys")
    assert edited is not None
    with pytest.raises(NotPublished, match="“Gatelys”"):
        service.save(replace(edited.article, answer="Si nummeret, og betal 300 kroner."), based_on=edited.revision)
    assert service.read("gatelys") == edited


def test_one_with_an_old_error_is_edited_archived_and_not_published_again(service: EditorService) -> None:
    """“Søk innen 1. mars.” has no source."""
    edited = service.read("barnehageplass")
    assert edited is not None
    number = service.save(replace(edited.article, owner="oppvekst"), based_on=edited.revision)
    number = service.set_status("barnehageplass", Status.ARCHIVED, based_on=number)
    with pytest.raises(NotPublished, match=r"Answer: “1\. mars” stands here"):
        service.set_status("barnehageplass", Status.PUBLISHED, based_on=number)


def test_a_text_from_before_is_not_restored_with_an_error(service: EditorService) -> None:
    edited = service.read("gatelys")
    assert edited is not None
    draft = service.save(
        replace(edited.article, status=Status.DRAFT, answer="Betal 300 kroner."), based_on=edited.revision
    )
    sound = service.save(replace(edited.article, status=Status.DRAFT), based_on=draft)
    published = service.set_status("gatelys", Status.PUBLISHED, based_on=sound)
    with pytest.raises(NotPublished):
        service.restore("gatelys", draft, based_on=published)


def test_the_last_keyword_of_a_published_article_stays(service: EditorService) -> None:
    with pytest.raises(NotPublished, match="There is no keyword"):
        service.remove_keyword("skoleskyss", "skolebuss")


def test_of_several_those_with_an_error_stay_drafts_and_the_sentence_says_why(service: EditorService) -> None:
    based_on = {"a": stored(service, SOUND), "b": stored(service, replace(TOO_LONG, id="b", title="B"))}
    said = service.change_facts(FactsChange(status=Status.PUBLISHED), based_on)
    assert said.startswith("1 article now: published. Left as it is: “B” cannot be published like this. Answer: ")
    with pytest.raises(KontaktError, match="“B”"):
        service.change_facts(FactsChange(status=Status.PUBLISHED), {"b": based_on["b"]})


def test_what_the_check_says_of_what_is_to_be_published_is_asked_of_the_service(service: EditorService) -> None:
    edited = service.read("gatelys")
    assert edited is not None
    service.save(replace(edited.article, status=Status.DRAFT), based_on=edited.revision)
    found = service.findings([edited.article])
    assert "few-keywords" in [each.rule for each in found["gatelys"].warnings]
    assert service.findings([replace(edited.article, status=Status.DRAFT)]) == {}
