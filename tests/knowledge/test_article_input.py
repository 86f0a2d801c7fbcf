import pytest

from kontakt.knowledge.article_input import InvalidArticle, make_article

BASE = {"id": "boss", "theme": "avfall", "title": "Boss", "answer": "Se kalenderen."}


@pytest.mark.parametrize(
    ("field", "longest"),
    [("title", 200), ("title_nn", 200), ("owner", 200), ("answer", 10_000), ("answer_nn", 10_000)],
)
def test_a_text_may_be_as_long_as_its_field_and_no_longer(field: str, longest: int) -> None:
    assert make_article(BASE | {field: "x" * longest})
    with pytest.raises(InvalidArticle, match=f"longer than {longest} characters"):
        make_article(BASE | {field: "x" * (longest + 1)})


def test_a_keyword_has_at_most_100_characters() -> None:
    assert make_article(BASE | {"keywords": ["x" * 100]})
    with pytest.raises(InvalidArticle) as caught:
        make_article(BASE | {"keywords": ["a", "x" * 101]})
    assert caught.value.places == (("keywords", 1),)


def test_an_article_has_at_most_200_keywords() -> None:
    assert make_article(BASE | {"keywords": [str(n) for n in range(200)]})
    with pytest.raises(InvalidArticle, match="more than 200 items"):
        make_article(BASE | {"keywords": [str(n) for n in range(201)]})


def test_a_local_note_has_at_most_5000_characters() -> None:
    assert make_article(BASE | {"local": {"4026": "x" * 5000}})
    with pytest.raises(InvalidArticle, match="longer than 5000 characters"):
        make_article(BASE | {"local": {"4026": "x" * 5001}})


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x7f", "\x9b", "\u202e", "\ud800"])
@pytest.mark.parametrize("field", ["title", "answer"])
def test_control_characters_are_refused(field: str, character: str) -> None:
    with pytest.raises(InvalidArticle, match="control character"):
        make_article(BASE | {field: f"a{character}b"})


def test_spaces_that_cannot_be_seen_are_put_right() -> None:
    article = make_article(BASE | {"title": " Boss\tog \r\n søppel ", "answer": "\n\nEn.  \r\n\r\n\r\n\r\nTo.\n"})
    assert (article.title, article.answer) == ("Boss og søppel", "En.\n\nTo.")


def test_a_keyword_given_twice_is_kept_once() -> None:
    assert make_article(BASE | {"keywords": ["boss", "søppel", " boss"]}).keywords == ("boss", "søppel")


def test_every_problem_has_its_place() -> None:
    with pytest.raises(InvalidArticle) as caught:
        make_article({"id": "Å", "theme": "avfall", "answer": " ", "reviewed": "i går", "colour": "red"})
    assert set(caught.value.places) == {("id",), ("title",), ("answer",), ("reviewed",), ("colour",)}


@pytest.mark.parametrize("text", ["[/ ny", "{name}", "%s", "<b>", "=1+1"])
def test_a_text_is_only_a_text(text: str) -> None:
    assert make_article(BASE | {"title": text}).title == text
    with pytest.raises(InvalidArticle) as caught:
        make_article(BASE | {"status": text, text: text})
    assert all(text in sentence for sentence in caught.value.problems)


def test_a_link_may_name_another_article() -> None:
    article = make_article(BASE | {"links": [{"text": "Se også", "url": "kontakt:farlig-avfall"}]})
    assert article.links[0].article == "farlig-avfall"


def test_a_web_address_names_no_article() -> None:
    assert make_article(BASE | {"links": [{"text": "Nav", "url": "https://www.nav.no"}]}).links[0].article is None


@pytest.mark.parametrize("url", ["kontakt:", "kontakt:Boss", "kontakt:a b", "kontakt://boss", "kontakt:" + "x" * 81])
def test_a_link_to_what_is_no_id_is_refused_with_an_example(url: str) -> None:
    with pytest.raises(InvalidArticle, match="such as kontakt:bryllup") as caught:
        make_article(BASE | {"links": [{"text": "Se også", "url": url}]})
    assert caught.value.places == (("links", 0, "url"),)
