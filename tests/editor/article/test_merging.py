"""Two articles made into one: nothing that leads to either of them is lost."""

from dataclasses import replace
from datetime import date

import pytest

from kontakt.editor.article.merging import merged
from kontakt.errors import KontaktError
from kontakt.files.validation import Problems
from kontakt.knowledge.article import Article, Link, Source, Status

LAMP = Article(
    id="gatelys",
    theme="vei",
    title="Gatelys",
    answer="Si nummeret på stolpen.",
    keywords=("lyktestolpe", "veilys"),
    keywords_nn=("veglys",),
    owner="teknisk drift",
    links=(Link("Kart", "https://a.no"), Link("Mørkt", "kontakt:moerk-vei")),
    sources=(Source("veglova", date(2026, 11, 1)),),
    review_by=date(2027, 9, 1),
    redirects=("lys",),
    as_shared={"4024": date(2026, 10, 1)},
    ask=("Hvilken vei?",),
    steps=("Meld til vakten.",),
    local={"3303": "I Kongsberg melder du på nett."},
)
DARK = Article(
    id="moerk-vei",
    theme="vei",
    title="Mørk vei",
    title_nn="Mørk veg",
    answer="Meld fra om mørke lamper.",
    keywords=("Veilys", "lampe", "gatelys"),
    owner="en annen",
    links=(Link("Det samme kartet", "https://a.no"), Link("Lamper", "kontakt:gatelys"), Link("Ny", "https://b.no")),
    sources=(Source("Veglova"), Source("forvaltningsloven")),
    review_by=date(2027, 3, 1),
    redirects=("lampe",),
    as_shared={"3303": date(2026, 9, 1), "4026": date(2026, 9, 2)},
    ask=("hvilken vei", "Hvor lenge?"),
    steps=("Noe annet.",),
    local={"3303": "I Kongsberg er det Glitre.", "4005": "I Notodden er det Føie."},
)


def test_the_answer_is_that_of_the_article_that_remains() -> None:
    both = merged(LAMP, DARK)
    assert (both.id, both.title, both.answer, both.owner, both.steps) == (
        "gatelys",
        "Gatelys",
        "Si nummeret på stolpen.",
        "teknisk drift",
        ("Meld til vakten.",),
    )


def test_keywords_of_both_are_kept_each_once_with_the_others_title() -> None:
    both = merged(LAMP, DARK)
    assert both.keywords == ("lyktestolpe", "veilys", "Mørk vei", "lampe")
    assert both.keywords_nn == ("veglys", "Mørk veg")


def test_notes_of_both_are_kept_also_where_both_have_one() -> None:
    assert merged(LAMP, DARK).local == {
        "3303": "I Kongsberg melder du på nett.\n\nI Kongsberg er det Glitre.",
        "4005": "I Notodden er det Føie.",
    }


def test_the_same_note_in_both_is_kept_once() -> None:
    assert merged(LAMP, replace(DARK, local=LAMP.local)).local == LAMP.local


def test_where_somebody_has_looked_is_kept_unless_there_is_a_note() -> None:
    assert merged(LAMP, DARK).as_shared == {"4024": date(2026, 10, 1), "4026": date(2026, 9, 2)}


def test_the_old_id_and_what_led_to_it_lead_to_the_article_that_remains() -> None:
    assert merged(LAMP, DARK).redirects == ("lys", "moerk-vei", "lampe")


def test_sources_links_and_questions_of_both_are_kept_each_once() -> None:
    both = merged(LAMP, DARK)
    assert both.sources == (Source("veglova", date(2026, 11, 1)), Source("forvaltningsloven"))
    assert both.links == (Link("Kart", "https://a.no"), Link("Ny", "https://b.no"))
    assert both.ask == ("Hvilken vei?", "Hvor lenge?")


def test_no_question_is_lost_in_nynorsk_where_one_of_the_two_has_none() -> None:
    both = merged(replace(LAMP, ask_nn=("Kva veg?",)), DARK)
    assert both.ask_nn == ("Kva veg?", *DARK.ask)
    assert merged(LAMP, DARK).ask_nn == ()


def test_the_nynorsk_steps_are_those_of_the_article_whose_steps_remain() -> None:
    theirs = replace(DARK, steps=("Vent.",), steps_nn=("Vent litt.",))
    assert merged(replace(LAMP, steps=(), steps_nn=()), theirs).steps_nn == ("Vent litt.",)
    assert merged(replace(LAMP, steps=("Ring.",), steps_nn=()), theirs).steps_nn == ()


def test_what_can_differ_for_one_can_differ_for_both() -> None:
    national, dark = replace(LAMP, national=True, local={}), replace(DARK, local={})
    assert not merged(national, dark).national
    assert merged(national, replace(dark, national=True)).national


def test_the_earlier_review_date_holds() -> None:
    assert merged(LAMP, DARK).review_by == date(2027, 3, 1)
    assert merged(replace(LAMP, review_by=None), replace(DARK, review_by=None)).review_by is None


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [((), ("4026",), ()), (("4026",), (), ()), (("4026",), ("3303",), ("3303", "4026"))],
)
def test_the_article_exists_wherever_one_of_them_did(
    one: tuple[str, ...], other: tuple[str, ...], both: object
) -> None:
    assert merged(replace(LAMP, only=one), replace(DARK, only=other)).only == both


def test_an_article_is_not_merged_into_itself() -> None:
    with pytest.raises(KontaktError, match="into itself"):
        merged(LAMP, LAMP)


def test_articles_that_were_merged_are_not_merged_in_a_circle() -> None:
    with pytest.raises(KontaktError, match="already"):
        merged(DARK, replace(LAMP, redirects=("moerk-vei",)))
    with pytest.raises(KontaktError, match="already"):
        merged(replace(LAMP, redirects=("moerk-vei",)), DARK)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.ARCHIVED])
def test_what_agents_read_is_not_merged_into_what_they_do_not(status: Status) -> None:
    with pytest.raises(KontaktError, match="“Gatelys” is not published"):
        merged(replace(LAMP, status=status), DARK)


def test_an_archived_article_can_be_merged_into_one_that_stands() -> None:
    assert merged(LAMP, replace(DARK, status=Status.ARCHIVED)).status is Status.PUBLISHED


def test_two_notes_that_are_too_long_together_are_refused() -> None:
    long = {"3303": "x" * 3000}
    with pytest.raises(Problems, match="longer than 5000"):
        merged(replace(LAMP, local=long), replace(DARK, local={"3303": "y" * 3000}))
