"""Which paragraphs articles rest on, and which articles rest on the same one."""

from dataclasses import replace

import pytest

from kontakt.knowledge.article import Article, Source, Status
from kontakt.knowledge.paragraphs import Paragraph, figures_in, paragraphs_of, shared_paragraphs

PBL = "plan- og bygningsloven (lov 2008-06-27-71)"


@pytest.mark.parametrize(
    ("rule", "numbers"),
    [
        (f"{PBL} § 20-5", ["20-5"]),
        (f"{PBL} §§ 20-5, 29-1 til 29-4", ["20-5", "29-1", "29-2", "29-3", "29-4"]),
        ("forvaltningsloven (lov 1967-02-10) §§ 2 til 4 og 28", ["2", "3", "4", "28"]),
        ("forurensningsloven (lov 1981-03-13-6) §§ 27a, 28 og 32 a", ["27a", "28", "32 a"]),
        (
            "skatteloven (lov 1999-03-26-14) §§ 42, 43, og § 25 slik den lyder etter lov 2026-01-23-1",
            ["42", "43", "25"],
        ),
        ("valgloven (lov 2023-06-16-62) § 11-1 og kommunenummer", ["11-1"]),
        ("forskrift om brannforebygging (forskrift 2015-12-17-1710) § 4", ["4"]),
        (f"{PBL} §§ 20-5, 20-5", ["20-5"]),
        (f"{PBL} §§ 20-5 til 29-4", ["20-5", "29-4"]),
        ("barnehageloven § 12", []),
        ("praksis", []),
        ("", []),
    ],
)
def test_the_paragraphs_in_the_name_of_a_rule(rule: str, numbers: list[str]) -> None:
    assert [each.number for each in paragraphs_of(rule)] == numbers


def test_a_source_may_name_two_laws() -> None:
    rule = "oreigningslova (lov 1959-10-23-3) §§ 2, 12; skjønnsprosessloven (lov 1917-06-01-1) § 54"
    assert list(paragraphs_of(rule)) == [
        Paragraph("lov 1959-10-23-3", "oreigningslova", "2"),
        Paragraph("lov 1959-10-23-3", "oreigningslova", "12"),
        Paragraph("lov 1917-06-01-1", "skjønnsprosessloven", "54"),
    ]


def article(id: str, rule: str, answer: str = "Ja.", status: Status = Status.PUBLISHED) -> Article:
    return Article(id=id, theme="bygg", title=id.title(), answer=answer, sources=(Source(rule),), status=status)


def test_those_that_rest_on_the_same_paragraph_are_found_whatever_the_law_is_called() -> None:
    garage = article("garasje", f"{PBL} §§ 20-5, 29-4")
    terrace = article("terrasse", "pbl. (lov 2008-06-27-71) § 20-5")
    draft = article("utkast", f"{PBL} § 29-4", status=Status.DRAFT)
    twice = replace(terrace, id="bod", title="Bod", sources=(*terrace.sources, Source(f"{PBL} § 20-5 annet ledd")))
    (shared,) = shared_paragraphs([terrace, garage, draft, twice])
    assert shared.paragraph == Paragraph("lov 2008-06-27-71", "pbl.", "20-5")
    assert [each.id for each in shared.articles] == ["bod", "garasje", "terrasse"]


def test_the_most_shared_stand_first_and_a_text_chooses_a_law() -> None:
    articles = [
        article("a", f"{PBL} §§ 20-5, 20-10, 20-2"),
        article("b", f"{PBL} §§ 20-10, 20-2, 20-5"),
        article("c", f"{PBL} § 20-10"),
        article("d", "veglova (lov 1963-06-21-23) § 29"),
        article("e", "veglova (lov 1963-06-21-23) § 29"),
    ]
    assert [each.paragraph.number for each in shared_paragraphs(articles)] == ["20-10", "20-2", "20-5", "29"]
    assert [each.paragraph.number for each in shared_paragraphs(articles, "VEGLOVA")] == ["29"]
    assert [each.paragraph.number for each in shared_paragraphs(articles, "1963-06")] == ["29"]
    assert shared_paragraphs(articles, "skatteloven") == ()


def test_the_figures_of_an_article_stand_with_their_words() -> None:
    told = replace(article("a", PBL, "Inntil 50 kvadratmeter, minst 1,0 m fra grensen."), steps=("Klag innen 3 uker.",))
    assert figures_in(told) == ("50 kvadratmeter", "1,0 m", "3 uker")
    assert figures_in(article("b", PBL)) == ()
