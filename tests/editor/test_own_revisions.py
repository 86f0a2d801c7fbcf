"""A list that has not been drawn again yet: an editor's own change is no colleague's."""

from dataclasses import replace

import pytest

from kontakt.editor.many_articles import FactsChange
from kontakt.editor.own_revisions import OwnRevisions
from kontakt.editor.service import EditorService
from kontakt.errors import KontaktError
from kontakt.knowledge.article import Status


def test_a_revision_leads_through_all_that_this_window_made_of_it() -> None:
    own = OwnRevisions()
    own.add({("a", 1): 4, ("b", 2): 5})
    own.add({("a", 4): 6})
    assert own.after({"a": 1, "b": 2, "c": 3}) == {"a": 6, "b": 5, "c": 3}
    assert own.after({"a": 2}) == {"a": 2}


def test_what_the_list_still_shows_from_before_the_own_change_is_changed_again(service: EditorService) -> None:
    edited = service.read("gatelys")
    assert edited is not None
    shown = {"gatelys": edited.revision}
    service.change_facts(FactsChange(owner="drift"), shown)
    assert service.change_facts(FactsChange(status=Status.ARCHIVED), shown) == "1 article now: archived."
    service.take_back()
    service.change_facts(FactsChange(owner="vei"), shown)
    after = service.read("gatelys")
    assert after is not None
    assert (after.article.owner, after.article.status) == ("vei", Status.PUBLISHED)


def test_what_a_colleague_changed_in_between_stays(service: EditorService, other_service: EditorService) -> None:
    edited = service.read("gatelys")
    assert edited is not None
    shown = {"gatelys": edited.revision}
    service.change_facts(FactsChange(owner="drift"), shown)
    now = other_service.read("gatelys")
    assert now is not None
    other_service.save(replace(now.article, owner="vei"), based_on=now.revision)
    with pytest.raises(KontaktError, match="changed by somebody meanwhile"):
        service.change_facts(FactsChange(status=Status.ARCHIVED), shown)


def test_two_changes_of_one_article_are_taken_back_one_after_the_other(service: EditorService) -> None:
    before = service.read("gatelys")
    assert before is not None
    service.change_facts(FactsChange(owner="drift"), {"gatelys": before.revision})
    service.add_keyword("gatelys", "gatelampe")
    service.take_back()
    said = service.take_back()
    after = service.read("gatelys")
    assert after is not None
    assert after.article == before.article
    assert said == "Taken back: 1 article has the owner drift now."
