"""How an article in a file stands to the one that is stored."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import Engine

from kontakt.database import reading, writing
from kontakt.knowledge import store
from kontakt.knowledge.article import Article
from kontakt.knowledge.files import format_article
from kontakt.knowledge.import_comparison import ImportStanding, compare, edited_here
from kontakt.knowledge.revisions import RevisionKind, digest


@pytest.fixture
def versions(waste: Article) -> tuple[Article, ...]:
    return tuple(replace(waste, answer=f"Svar {number}.") for number in range(4))


@pytest.fixture
def keep(engine: Engine, noon: datetime) -> Callable[..., None]:
    """Store a version of the article as ``what``; None removes it."""

    def keep(article: Article | None, what: RevisionKind) -> None:
        with writing(engine) as session:
            if article is None:
                store.remove(session, ["avfall"], by="kari", at=noon, what=what)
            else:
                store.save(session, [article], by="kari", at=noon, what=what)

    return keep


@pytest.fixture
def standing(engine: Engine) -> Callable[..., ImportStanding]:
    def standing(article: Article, base: Article | None = None) -> ImportStanding:
        bases = {article.id: digest(format_article(base))} if base else {}
        with reading(engine) as session:
            (found,) = compare(session, [article], bases)
        return found.standing

    return standing


def test_what_was_never_here_is_new(standing: Callable[..., ImportStanding], waste: Article) -> None:
    assert standing(waste) is ImportStanding.NEW


def test_what_is_equal_is_the_same(
    standing: Callable[..., ImportStanding], keep: Callable[..., None], waste: Article
) -> None:
    keep(waste, RevisionKind.EDITED)
    assert standing(waste) is ImportStanding.SAME


@pytest.mark.parametrize("what", [RevisionKind.STARTER, RevisionKind.IMPORTED])
def test_what_came_from_files_files_may_change(
    standing: Callable[..., ImportStanding],
    keep: Callable[..., None],
    versions: tuple[Article, ...],
    what: RevisionKind,
) -> None:
    keep(versions[0], what)
    assert standing(versions[1]) is ImportStanding.CHANGED


@pytest.mark.parametrize("what", sorted(set(RevisionKind) - {RevisionKind.STARTER, RevisionKind.IMPORTED}))
def test_what_an_editor_did_is_a_conflict(
    standing: Callable[..., ImportStanding],
    keep: Callable[..., None],
    versions: tuple[Article, ...],
    what: RevisionKind,
) -> None:
    keep(versions[0], RevisionKind.STARTER)
    keep(versions[1], what)
    assert standing(versions[2]) is ImportStanding.CONFLICT


def test_what_the_article_once_was_is_older(
    standing: Callable[..., ImportStanding], keep: Callable[..., None], versions: tuple[Article, ...]
) -> None:
    keep(versions[0], RevisionKind.STARTER)
    keep(versions[1], RevisionKind.EDITED)
    keep(versions[2], RevisionKind.EDITED)
    assert standing(versions[0]) is ImportStanding.OLDER
    assert standing(versions[1]) is ImportStanding.OLDER


def test_a_file_made_from_what_stands_here_is_no_conflict(
    standing: Callable[..., ImportStanding], keep: Callable[..., None], versions: tuple[Article, ...]
) -> None:
    keep(versions[0], RevisionKind.STARTER)
    keep(versions[1], RevisionKind.EDITED)
    assert standing(versions[2], base=versions[1]) is ImportStanding.CHANGED
    assert standing(versions[2], base=versions[0]) is ImportStanding.CONFLICT


def test_a_file_that_is_as_it_was_exported_elsewhere_is_older(
    standing: Callable[..., ImportStanding], keep: Callable[..., None], versions: tuple[Article, ...]
) -> None:
    keep(versions[0], RevisionKind.EDITED)
    assert standing(versions[1], base=versions[1]) is ImportStanding.OLDER


def test_what_an_editor_removed_is_not_new(
    standing: Callable[..., ImportStanding], keep: Callable[..., None], versions: tuple[Article, ...]
) -> None:
    keep(versions[0], RevisionKind.STARTER)
    keep(None, RevisionKind.REMOVED)
    assert standing(versions[0]) is ImportStanding.OLDER
    assert standing(versions[1]) is ImportStanding.CONFLICT


def test_what_files_removed_is_new_again(
    standing: Callable[..., ImportStanding], keep: Callable[..., None], versions: tuple[Article, ...]
) -> None:
    keep(versions[0], RevisionKind.STARTER)
    keep(None, RevisionKind.IMPORTED)
    assert standing(versions[0]) is ImportStanding.NEW


def test_what_editors_made_of_it_is_told_with_its_digest(
    engine: Engine, keep: Callable[..., None], noon: datetime, versions: tuple[Article, ...], snow: Article
) -> None:
    keep(versions[0], RevisionKind.STARTER)
    with writing(engine) as session:
        store.save(session, [snow], by="kari", at=noon, what=RevisionKind.IMPORTED)
    keep(versions[1], RevisionKind.KEYWORDS)
    with reading(engine) as session:
        assert edited_here(session) == {"avfall": digest(format_article(versions[1]))}
