"""Adding, replacing, removing; usage."""

from kontakt.search import Index, SearchEntry


def test_an_empty_index_answers_nothing() -> None:
    assert Index.build([]).search("gatelys").hits == ()


def test_an_added_article_is_found() -> None:
    index = Index.build([SearchEntry(id="a", titles=("Gatelys",))])
    index.add(SearchEntry(id="b", titles=("Brøyting",)))

    assert index.search("brøyting").hits[0].id == "b"


def test_a_replaced_article_is_no_longer_found_by_its_old_words() -> None:
    index = Index.build([SearchEntry(id="a", titles=("Gatelys",))])
    index.replace(SearchEntry(id="a", titles=("Brøyting",)))

    assert index.search("gatelys").hits == ()
    assert index.search("brøyting").hits[0].id == "a"


def test_a_removed_article_is_not_found() -> None:
    index = Index.build([SearchEntry(id="a", titles=("Gatelys",))])
    index.remove("a")

    assert index.search("gatelys").hits == ()
    assert len(index) == 0


def test_removing_what_is_not_there_changes_nothing() -> None:
    index = Index.build([SearchEntry(id="a", titles=("Gatelys",))])
    index.remove("b")

    assert index.search("gatelys").hits[0].id == "a"


def test_of_two_entries_with_one_id_the_last_counts() -> None:
    index = Index.build([SearchEntry(id="a", titles=("Gatelys",)), SearchEntry(id="a", titles=("Brøyting",))])

    assert len(index) == 1
    assert index.search("gatelys").hits == ()


def test_an_article_without_letters_is_no_error() -> None:
    index = Index.build([SearchEntry(id="a", titles=("…",), keywords=("!",)), SearchEntry(id="b", titles=("Gatelys",))])
    index.remove("a")

    assert index.search("gatelys").hits[0].id == "b"


def test_usage_breaks_a_tie() -> None:
    index = Index.build([SearchEntry(id=each, titles=("Bad",)) for each in "abc"])
    index.set_usage({"c": 5.0, "a": 0.0})

    assert [hit.id for hit in index.search("bade").hits] == ["c", "a", "b"]


def test_usage_lifts_what_is_asked_most_while_a_word_is_being_typed() -> None:
    index = Index.build([SearchEntry(id="a", titles=("Brøyting",)), SearchEntry(id="b", titles=("Brøytekanter",))])

    assert index.search("brøy").hits[0].id == "a"
    index.set_usage({"a": 1.0, "b": 40.0})
    assert index.search("brøy").hits[0].id == "b"


def test_usage_never_beats_a_clearly_better_match() -> None:
    index = Index.build([SearchEntry(id="a", titles=("Brøyting",)), SearchEntry(id="b", titles=("Brøyting av tak",))])
    index.set_usage({"b": 1000.0})

    assert index.search("brøyting").hits[0].id == "a"
