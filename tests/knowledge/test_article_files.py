from datetime import date
from pathlib import PurePosixPath

import pytest

from kontakt.errors import KontaktError
from kontakt.files.validation import Problems
from kontakt.knowledge.article import Article, FirstLine, Link, Source, Status
from kontakt.knowledge.files import format_article, read_article

PATH = PurePosixPath("articles/vei/broeyting.md")

CANONICAL = """\
---
title: Brøyting av kommunal vei
title_nn: Brøyting av kommunal veg
title_en: Snow ploughing of municipal roads
keywords: [brøyting, snørydding, no, "113"]
keywords_nn: [snørydding]
keywords_en: [snow plough, icy road]
audience: [resident, cabin_owner]
first_line: usually
owner: teknisk drift
links:
  - {text: "Lovdata, veglova", url: "https://lovdata.no/dokument/NL/lov/1963-06-21-23"}
sources:
  - {rule: "veglova §§ 2, 9", checked: 2026-11-21}
  - {rule: praksis}
reviewed: 2026-11-21
review_by: 2027-09-01
status: published
redirects: [snoerydding]
only: ["3303", "4026"]
as_shared: {"3303": 2026-11-21}
---
Kommunen brøyter kommunale veier.

Private veier brøytes av eieren.

## Nynorsk
Kommunen brøyter kommunale vegar.

## English
The municipality ploughs its own roads.

## Spør om
- Hvilken vei?
- Hvor på veien?

## Slik gjør du
1. Finn veien i kartet
2. Meld fra

## Spør om (nynorsk)
- Kva veg?
- Kvar på vegen?

## Slik gjer du (nynorsk)
1. Finn vegen i kartet
2. Meld frå

## Lokalt
### 4026 Tinn
I Tinn brøytes det først i Rjukan.
"""

PLAIN = "---\ntitle: Brøyting\n---\nVi brøyter.\n"


def problems(text: str, municipalities: dict[str, str] | None = None) -> list[str]:
    with pytest.raises(KontaktError) as caught:
        read_article(text, PATH, municipalities)
    return str(caught.value).split("\n")


def with_key(line: str) -> str:
    return f"---\ntitle: Brøyting\n{line}\n---\nVi brøyter.\n"


def test_a_canonical_file_is_read_whole(snow: Article, municipalities: dict[str, str]) -> None:
    path = PurePosixPath("articles/vei-og-trafikk/broeyting.md")
    assert read_article(CANONICAL, path, municipalities) == snow


def test_an_article_is_written_in_canonical_form(snow: Article, municipalities: dict[str, str]) -> None:
    assert format_article(snow, municipalities) == CANONICAL


def test_only_title_and_answer_are_required() -> None:
    assert read_article(PLAIN, PATH) == Article(id="broeyting", theme="vei", title="Brøyting", answer="Vi brøyter.")


def test_comments_quotes_and_block_lists_are_read_too() -> None:
    text = "---\r\ntitle: 'Brøyting'   # it\r\nkeywords:\r\n  - snø\r\n  - is\r\n---\r\n\r\nVi brøyter.  \r\n"
    assert read_article(text, PATH).keywords == ("snø", "is")


def test_a_key_without_a_value_counts_as_left_out() -> None:
    assert read_article(with_key("owner:\nkeywords:"), PATH).owner == ""


def test_sections_may_come_in_any_order_and_be_empty() -> None:
    text = PLAIN + "\n## Slik gjør du\n3) Ring\n   vakta\n\n## Spør om\n* Hvor?\n\n## Nynorsk\n"
    article = read_article(text, PATH)
    assert (article.steps, article.ask, article.answer_nn) == (("Ring vakta",), ("Hvor?",), "")


@pytest.mark.parametrize(
    ("text", "line", "named"),
    [
        ("", 1, "---"),
        ("title: x\n", 1, "---"),
        ("---\ntitle: x\n", 3, "---"),
        ("---\ntitle: [\n---\nx", 2, "YAML"),
        (with_key("colour: red"), 3, "colour"),
        (with_key("answer: red"), 3, "answer"),
        (with_key("title: red"), 3, "title"),
        (with_key("keywords: snø"), 3, "keywords"),
        (with_key("keywords:\n  - snø\n  - 113"), 5, "quotes"),
        (with_key("keywords: [" + "x" * 101 + "]"), 3, "100"),
        (with_key("audience: [tourist]"), 3, "tourist"),
        (with_key("first_line: maybe"), 3, "maybe"),
        (with_key("status: Draft"), 3, "Draft"),
        (with_key("reviewed: 2026-13-01"), 3, "2026-13-01"),
        (with_key("reviewed: i november"), 3, "date"),
        (with_key("reviewed: 20261121"), 3, "date"),
        (with_key("only: [4026]"), 3, "quotes"),
        (with_key("as_shared: {4026: 2026-11-21}"), 3, "quotes"),
        (with_key('as_shared: {"4026": yes}'), 3, "yes"),
        (with_key("redirects: [Snø]"), 3, "Snø"),
        (with_key("national: yes"), 3, "true or false"),
        (with_key("national: 1"), 3, "true or false"),
        (with_key("links:\n  - {text: x, url: 'file:///etc/passwd'}"), 4, "https"),
        (with_key("links:\n  - {text: x}"), 4, "url"),
        (with_key("sources: [{rule: x, page: 2}]"), 3, "page"),
        (with_key('owner: "a\\0b"'), 3, r"U\+0000"),
        ("---\nowner: x\n---\nSvar.\n", 2, "title"),
        ("---\ntitle: x\n---\n\n\n", 4, "answer"),
        (PLAIN + "\n## Steg\n", 6, "Steg"),
        (PLAIN + "\n# Tittel\n", 6, "Tittel"),
        (PLAIN + "\n### 4026 Tinn\nx\n", 6, "Tinn"),
        (PLAIN + "\n## Nynorsk\na\n## Nynorsk\nb\n", 8, "twice"),
        (PLAIN + "\n## Spør om\nHvor?\n", 7, "- …"),
        (PLAIN + "\n## Slik gjer du (nynorsk)\nRing.\n", 7, "1. …"),
        (PLAIN + "\n## Lokalt\nHer.\n", 7, "municipality"),
        (PLAIN + "\n## Lokalt\n### Tinn\n", 7, "Tinn"),
        (PLAIN + "\n## Lokalt\n### 4026 Tinn\n\n", 7, "4026"),
    ],
)
def test_a_mistake_is_one_sentence_with_file_and_line(text: str, line: int, named: str) -> None:
    (sentence,) = problems(text)
    assert sentence.startswith(f"articles/vei/broeyting.md, line {line}: ")
    assert named.replace("\\", "") in sentence
    assert sentence.endswith(".")


def test_all_mistakes_of_a_file_are_told_in_the_order_of_their_lines() -> None:
    text = "---\ntitle: x\nfirst_line: maybe\ncolour: red\n---\nSvar.\n\n## Steg\n"
    assert [sentence.split(": ")[0].split("line ")[1] for sentence in problems(text)] == ["3", "4", "8"]


def test_more_than_ten_mistakes_are_counted() -> None:
    told = problems(with_key("\n".join(f"key{n}: 1" for n in range(14))))
    assert len(told) == 11
    assert told[-1] == "And 4 more problems."


@pytest.mark.parametrize("where", ['only: ["4027"]', 'as_shared: {"4027": 2026-11-21}'])
def test_a_number_that_is_no_municipality_of_the_region_is_refused(where: str, municipalities: dict[str, str]) -> None:
    (sentence,) = problems(with_key(where), municipalities)
    assert "line 3" in sentence
    assert "4027" in sentence


def test_a_local_note_under_another_municipality_s_name_is_refused(municipalities: dict[str, str]) -> None:
    (sentence,) = problems(PLAIN + "\n## Lokalt\n### 3303 Tinn\nHer.\n", municipalities)
    assert sentence == "articles/vei/broeyting.md, line 7: 3303 is Kongsberg, not Tinn: correct the number or the name."


def test_an_article_that_cannot_differ_says_so_in_its_last_key() -> None:
    text = with_key("first_line: usually\nstatus: published\nnational: true")
    article = read_article(text, PATH)
    assert article.national
    assert format_article(article) == text


def test_an_article_that_can_differ_has_no_key_for_it() -> None:
    assert "national" not in format_article(read_article(with_key("national: false"), PATH))


def test_an_id_that_is_not_a_slug_is_refused() -> None:
    with pytest.raises(Problems, match="Brøyting"):
        read_article(PLAIN, PurePosixPath("articles/vei/Brøyting.md"))


@pytest.mark.parametrize(
    "answer",
    [
        "[/ ny",
        "---",
        "# overskrift",
        "## Nynorsk",
        "\\## Nynorsk",
        "  ### 4026 Tinn",
        "#",
        "#emneknagg",
        "- punkt",
    ],
)
def test_what_looks_like_the_file_s_own_signs_survives_in_an_answer(answer: str) -> None:
    article = Article(
        id="a", theme="t", title=answer.strip(), answer=f"Først.\n{answer}", local={"4026": f"x\n{answer}"}
    )
    assert read_article(format_article(article), PurePosixPath("articles/t/a.md")) == article


def test_equal_letters_are_equal_however_they_were_typed() -> None:
    decomposed = "---\ntitle: Pa\u030a vei\n---\nVi er pa\u030a.\n"
    article = read_article(decomposed, PATH)
    assert (article.title, article.answer) == ("På vei", "Vi er på.")


def test_the_values_of_the_lists_of_choices_are_read() -> None:
    text = with_key(
        "first_line: never\nstatus: archived\nsources: [{rule: lov}]\nlinks: [{text: a, url: 'http://a.no'}]"
    )
    article = read_article(text, PATH)
    assert article.first_line is FirstLine.NEVER
    assert article.status is Status.ARCHIVED
    assert article.sources == (Source("lov"),)
    assert article.links == (Link("a", "http://a.no"),)


def test_days_are_dates(snow: Article) -> None:
    assert read_article(with_key("review_by: 2027-09-01"), PATH).review_by == date(2027, 9, 1)
