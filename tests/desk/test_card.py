"""What the card says: this municipality's rule, the language form, and how old the answer is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kontakt.desk.card import Card, make_card
from kontakt.knowledge.article import Article, Link
from kontakt.knowledge.coverage import LocalState
from kontakt.library.library import Library
from kontakt.library.names import title_of

TODAY = date(2026, 11, 20)


@pytest.fixture
def card_of(library: Library) -> Callable[..., Any]:
    def make(id: str, number: str | None = None, language: str = "nb") -> Card:
        return make_card(library.article(id), library, number, language=language, today=TODAY)

    return make


def test_a_local_note_is_the_rule_where_there_is_one(card_of: Callable[..., Any]) -> None:
    card = card_of("broeyting", "4026")
    assert (card.looked, card.note) == (LocalState.NOTE, "Ring vakten i helgene. [/ ny] er ingen kode.")


def test_the_day_somebody_found_nothing_to_differ_is_told(card_of: Callable[..., Any]) -> None:
    card = card_of("broeyting", "3303")
    assert (card.looked, card.looked_at, card.note) == (LocalState.AS_SHARED, date(2026, 10, 5), "")


def test_nobody_having_looked_is_a_state_of_its_own(card_of: Callable[..., Any]) -> None:
    assert card_of("broeyting", "4024").looked is LocalState.NOT_LOOKED


def test_an_article_of_other_municipalities_does_not_hold_here(card_of: Callable[..., Any]) -> None:
    card = card_of("hytteavgift", "3303")
    assert (card.looked, card.only) == (LocalState.NOT_HERE, ("Tinn",))


def test_an_article_of_this_municipality_alone_holds_here(card_of: Callable[..., Any]) -> None:
    assert card_of("hytteavgift", "4026").looked is LocalState.NOT_LOOKED


def test_without_a_municipality_no_local_note_is_shown(card_of: Callable[..., Any]) -> None:
    card = card_of("broeyting")
    assert (card.looked, card.note, card.municipality) == (None, "", None)


def test_a_number_that_is_no_member_s_chooses_nothing(library: Library) -> None:
    moved = replace(library.article("broeyting"), local={"0301": "Ring Oslo."}, as_shared={"0301": TODAY})
    card = make_card(moved, library, "0301", language="nb", today=TODAY)
    assert (card.looked, card.note, card.noted, card.municipality) == (None, "", False, None)


def test_what_cannot_differ_is_so_with_and_without_a_municipality(library: Library) -> None:
    article = replace(library.article("gatelys"), national=True)
    for number in (None, "4026"):
        assert make_card(article, library, number, language="nb", today=TODAY).looked is LocalState.NATIONAL


def test_a_local_note_goes_before_a_look_that_found_nothing(library: Library) -> None:
    both = replace(library.article("broeyting"), as_shared={"4026": date(2026, 1, 1)})
    assert make_card(both, library, "4026", language="nb", today=TODAY).looked is LocalState.NOTE


def test_the_municipality_is_named_in_words(card_of: Callable[..., Any]) -> None:
    assert card_of("broeyting", "4026").municipality == "Tinn"


def test_nynorsk_shows_the_nynorsk_texts(card_of: Callable[..., Any]) -> None:
    card = card_of("broeyting", language="nn")
    assert card.title == "Brøyting av kommunal veg"
    assert card.answer == "Kommunen brøyter kommunale vegar."
    assert card.theme == "Veg og trafikk"


def test_nynorsk_falls_back_to_bokmaal_text_by_text(card_of: Callable[..., Any]) -> None:
    card = card_of("skoleskyss", language="nn")
    assert (card.title, card.answer) == ("Skuleskyss", "Lang vei gir rett til skyss.")


def test_nynorsk_shows_what_to_ask_and_do_in_nynorsk_where_there_is_any(library: Library) -> None:
    article = replace(library.article("broeyting"), ask_nn=("Kva veg?",))
    card = make_card(article, library, None, language="nn", today=TODAY)
    assert (card.ask, card.steps) == (("Kva veg?",), ("Slå opp hvem som eier veien.", "Meld til vakten."))
    assert make_card(article, library, None, language="nb", today=TODAY).ask == ("Hvilken vei?", "Hvor på veien?")


def test_a_theme_without_a_nynorsk_name_keeps_its_own(card_of: Callable[..., Any]) -> None:
    assert card_of("soeppel", language="nn").theme == "Avfall"


def test_english_screens_show_bokmaal_texts(card_of: Callable[..., Any]) -> None:
    assert card_of("broeyting", language="en").title == "Brøyting av kommunal vei"


def test_in_english_title_and_answer_are_english_and_what_the_agent_does_is_not(library: Library) -> None:
    article = replace(library.article("broeyting"), title_en="Snow ploughing", answer_en="We plough our own roads.")
    card = make_card(article, library, None, language="nb", today=TODAY, english=True)
    assert (card.title, card.answer) == ("Snow ploughing", "We plough our own roads.")
    assert card.steps == ("Slå opp hvem som eier veien.", "Meld til vakten.")
    assert not card.no_english


def test_a_card_that_has_no_english_says_so_and_is_norwegian(library: Library) -> None:
    card = make_card(library.article("broeyting"), library, None, language="nn", today=TODAY, english=True)
    assert (card.no_english, card.title) == (True, "Brøyting av kommunal veg")


def test_an_answer_whose_date_has_passed_is_overdue(card_of: Callable[..., Any]) -> None:
    assert card_of("barnehageplass").overdue


def test_an_answer_whose_date_has_not_passed_is_not_overdue(card_of: Callable[..., Any]) -> None:
    assert not card_of("broeyting").overdue


def test_an_answer_is_not_overdue_on_the_day_itself(library: Library) -> None:
    due = replace(library.article("broeyting"), review_by=TODAY)
    assert not make_card(due, library, None, language="nb", today=TODAY).overdue


def test_the_age_is_counted_in_days_from_the_last_review(card_of: Callable[..., Any]) -> None:
    assert card_of("broeyting").age_days == 19


def test_an_answer_that_was_never_reviewed_has_no_age(card_of: Callable[..., Any]) -> None:
    card = card_of("gatelys")
    assert (card.age_days, card.reviewed, card.overdue) == (None, None, False)


def test_the_card_carries_what_to_ask_the_steps_and_the_links(card_of: Callable[..., Any]) -> None:
    card = card_of("broeyting")
    assert card.ask == ("Hvilken vei?", "Hvor på veien?")
    assert card.steps == ("Slå opp hvem som eier veien.", "Meld til vakten.")
    assert card.links == (("Vegkart", "https://example.invalid/vegkart"),)
    assert card.owner == "teknisk drift"


def test_an_article_in_an_unlisted_theme_goes_by_the_themes_id(library: Library) -> None:
    stray = replace(library.article("gatelys"), theme="nytt-tema")
    assert make_card(stray, library, None, language="nb", today=TODAY).theme == "nytt-tema"


def linking(article: Article, id: str) -> Article:
    return replace(article, links=(Link("Se også", f"kontakt:{id}"), Link("Nav", "https://www.nav.no")))


def test_a_link_to_another_article_shows_its_title(library: Library) -> None:
    article = linking(library.article("gatelys"), "broeyting")
    for language, title in (("nb", "Brøyting av kommunal vei"), ("nn", "Brøyting av kommunal veg")):
        card = make_card(article, library, None, language=language, today=TODAY)
        assert card.links == (("Se også", title), ("Nav", "https://www.nav.no"))


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_a_link_that_is_called_as_its_article_is_says_it_once(library: Library, language: str) -> None:
    other = library.article("broeyting")
    article = replace(library.article("gatelys"), links=(Link(other.title, "kontakt:broeyting"),))
    ((text, to),) = make_card(article, library, None, language=language, today=TODAY).links
    assert text == to == title_of(other, language)


def test_a_link_to_an_article_that_agents_do_not_see_is_left_out(library: Library) -> None:
    card = make_card(linking(library.article("gatelys"), "borte"), library, None, language="nb", today=TODAY)
    assert card.links == (("Nav", "https://www.nav.no"),)


def test_a_link_to_a_merged_article_shows_the_one_it_went_into(library: Library) -> None:
    library = replace(library, redirects={"snoerydding": "broeyting"})
    card = make_card(linking(library.article("gatelys"), "snoerydding"), library, None, language="nb", today=TODAY)
    assert card.links[0] == ("Se også", "Brøyting av kommunal vei")
