"""Each rule finds what it is for, where it stands, and leaves alone what is right."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kontakt.errors import KontaktError
from kontakt.knowledge.article import Article, Link, Source, Status, Theme
from kontakt.knowledge.checking import RULES, Severity, check_article, check_articles, rule

from .conftest import Check

TWELVE = "Kommunen tek imot avfall frå alle som bur her, kvar dag heile året. Hent sekk."
LINK = ("links", 0, "url")


def link(url: str) -> dict[str, Any]:
    return {"links": (Link("Her", url),)}


def test_nothing_is_said_of_a_sound_article(check: Check) -> None:
    assert check() == ()


BROKEN: list[tuple[str, dict[str, Any], tuple[str | int, ...]]] = [
    ("no-keywords", {"keywords": ()}, ("keywords",)),
    ("few-keywords", {"keywords": ("snørydding", "brøytebil")}, ("keywords",)),
    ("few-keywords", {"keywords": (), "keywords_nn": ("moke snø",)}, ("keywords",)),
    ("long-keyword", {"keywords_nn": ("a b c d e f g h i",)}, ("keywords_nn", 0)),
    ("long-keyword", {"keywords_nn": ("x" * 61,)}, ("keywords_nn", 0)),
    ("long-answer", {"answer": "Dette er et ord. " * 16}, ("answer",)),
    ("too-long-answer", {"answer": "Dette er et ord. " * 26}, ("answer",)),
    ("too-long-answer", {"answer_nn": "Dette er eit ord. " * 26}, ("answer_nn",)),
    ("no-question", {"ask": ("Er det hus?", "hvor det er")}, ("ask", 1)),
    ("no-question", {"ask_nn": ("om det er hytte",)}, ("ask_nn", 0)),
    ("long-sentence", {"answer": "og " * 31}, ("answer",)),
    ("hard-answer", {"answer": "Kommunestyret endrer kommuneplanen her. " * 3}, ("answer",)),
    ("too-hard-answer", {"answer": "Reguleringsplanbestemmelser forutsetter dispensasjon. " * 4}, ("answer",)),
    ("no-nynorsk", {"title_nn": ""}, ("title_nn",)),
    ("no-nynorsk", {"answer_nn": ""}, ("answer_nn",)),
    ("copied-nynorsk", {"answer": TWELVE, "answer_nn": TWELVE + "\n"}, ("answer_nn",)),
    ("half-english", {"title_en": "Snow"}, ("answer_en",)),
    ("half-english", {"answer_en": "We plough."}, ("title_en",)),
    ("copied-english", {"title_en": "Snow", "answer": TWELVE, "answer_en": TWELVE}, ("answer_en",)),
    ("too-long-answer", {"title_en": "Snow", "answer_en": "This is a word. " * 26}, ("answer_en",)),
    ("figure-without-source", {"sources": (), "title_en": "Snow", "answer_en": "See section 9."}, ("answer_en",)),
    ("national-differs", {"national": True, "title_en": "Snow", "answer_en": "See the local note."}, ("answer_en",)),
    ("long-keyword", {"keywords_en": ("x" * 61,)}, ("keywords_en", 0)),
    ("formula", {"keywords_en": ("+47",)}, ("keywords_en", 0)),
    ("formula", {"title": "=1+1"}, ("title",)),
    ("formula", {"title_nn": "@sum"}, ("title_nn",)),
    ("formula", {"keywords_nn": ("+47",)}, ("keywords_nn", 0)),
    ("unknown-theme", {"theme": "ukjent"}, ("theme",)),
    ("figure-without-source", {"sources": (), "answer": "Fristen er 1. mars."}, ("answer",)),
    ("figure-without-source", {"sources": (), "answer_nn": "Sjå § 9 i lova."}, ("answer_nn",)),
    ("figure-without-source", {"sources": (), "steps": ("Meld fra.", "Vent i 3 uker.")}, ("steps", 1)),
    ("undated-source", {"sources": (Source("veglova", date(2026, 1, 1)), Source("praksis"))}, ("sources", 1)),
    (
        "unsaid-exception",
        {"sources": (Source("veglova § 9", date(2026, 1, 1), "gjelder ikke private veier"),)},
        ("sources", 0),
    ),
    ("never-reviewed", {"reviewed": None}, ("reviewed",)),
    ("review-overdue", {"review_by": date(2026, 11, 21)}, ("review_by",)),
    ("no-review-date", {"review_by": None}, ("review_by",)),
    ("private-number", {"keywords_nn": ("010190 10046",)}, ("keywords_nn", 0)),
    ("private-number", {"owner": "født 1. januar 1990 10046"}, ("owner",)),
    ("private-number", {"local": {"4026": "Betal til 1234.56.78903."}}, ("local", "4026")),
    ("private-number", {"links": (Link("Kort 4111 1111 1111 1111", "https://www.nav.no"),)}, ("links", 0)),
    ("dead-link", link("kontakt:finnes-ikke"), LINK),
    ("dead-link", link("kontakt:broeyting"), LINK),
    ("dead-redirect", {"status": Status.ARCHIVED, "redirects": ("snoerydding",)}, ("redirects", 0)),
    ("dead-redirect", {"status": Status.DRAFT, "redirects": ("snoerydding",)}, ("redirects", 0)),
    ("link-form", link("http://www.nav.no"), LINK),
    ("link-form", link("https://kari:hemmelig@www.nav.no"), LINK),
    ("link-form", link("https://192.168.1.10/skjema"), LINK),
    ("link-form", link("https://[::1]/"), LINK),
    ("link-form", link("https://[::1"), LINK),
    ("link-form", link("https://www.nav.no:8443"), LINK),
    ("link-form", link("https://www.nav.no:99999999"), LINK),
    ("link-form", link("https://intranett/skjema"), LINK),
    ("link-form", link("https://sak.lan"), LINK),
    ("link-form", link("https://127.1"), LINK),
    ("link-form", link("https:///x"), LINK),
    ("local-site", link("https://www.tinn.kommune.no"), LINK),
    ("deep-link", link("https://www.nav.no/a/b/c"), LINK),
    ("deep-link", link("https://www.nav.no/?id=7"), LINK),
    ("deep-link", link("https://www.nav.no/#her"), LINK),
    ("national-differs", {"national": True, "steps": ("Ring.", "Se den lokale merknaden.")}, ("steps", 1)),
    ("national-differs", {"national": True, "ask": ("Hva står i lokal merknad?",)}, ("ask", 0)),
    ("national-differs", {"national": True, "answer": "Se lokal merknad for frist."}, ("answer",)),
    ("national-differs", {"national": True, "answer_nn": "Sjå lokale merknader."}, ("answer_nn",)),
    ("national-differs", {"national": True, "steps_nn": ("Sjå lokal merknad.",)}, ("steps_nn", 0)),
    ("national-differs", {"national": True, "ask_nn": ("Kva seier lokal merknad?",)}, ("ask_nn", 0)),
    ("national-differs", {"national": True, "local": {"4026": "Ring vakten."}}, ("local", "4026")),
    ("national-differs", {"national": True, "as_shared": {"4026": date(2026, 11, 1)}}, ("as_shared", "4026")),
    ("national-differs", {"national": True, "only": ("4026",)}, ("national",)),
    ("uneven-nynorsk", {"steps_nn": ("Slå opp.", "Meld frå.")}, ("steps_nn",)),
    ("uneven-nynorsk", {"ask": (), "ask_nn": ("Kva veg?",)}, ("ask_nn",)),
    ("figure-without-source", {"sources": (), "steps_nn": ("Vent i 3 veker.",)}, ("steps_nn", 0)),
]


@pytest.mark.parametrize(("id", "fields", "place"), BROKEN)
def test_a_rule_finds_what_it_is_for_and_nothing_else_speaks(
    check: Check, id: str, fields: dict[str, Any], place: tuple[Any, ...]
) -> None:
    (found,) = check(**fields)
    assert (found.rule, found.severity, found.article, found.place) == (id, rule(id).severity, "broeyting", place)


SOUND: list[dict[str, Any]] = [
    {"sources": (Source("veglova § 9", date(2026, 1, 1), "de viktigste vegene"),)},
    {"keywords": ("113", "snø", "vei", "is", "bil")},
    {"sources": (), "answer": "Ring 110, 112, 113 eller 116 117. Legevakten har 116117. Politiet har 02800."},
    {"sources": (), "ask": ("Har du vært her før, for 2 år siden?",)},
    {"review_by": date(2026, 11, 22)},
    {"keywords_en": ("snow plough", "blocked driveway")},
    {"title_en": "Snow ploughing", "answer_en": "The municipality ploughs its own roads after a plan."},
    {"answer": "Se kalenderen.", "answer_nn": "Se kalenderen."},
    {"ask": ("Har du ringt 35 08 12 34 eller 404 04 040, eller skrevet til post@tinn.kommune.no?",)},
    {"answer": "Se lokal merknad.", "local": {"4026": "Ring vakten."}},
    {"answer": "Se lokal merknad.", "as_shared": {"4026": date(2026, 11, 1)}},
    {"status": Status.PUBLISHED, "redirects": ("snoerydding",)},
    {"national": True, "steps": ("Naboens merknader sendes til den som bygger.",)},
    {"ask_nn": ("Kva veg?",), "steps_nn": ("Slå opp kven som eig vegen.",)},
    {"only": ("4026",), **link("https://www.tinn.kommune.no")},
    link("https://www.helsenorge.no/fastlege/"),
    link("https://www.nav.no:443/"),
    link("https://lovdata.no/dokument/NL/lov/1963-06-21-23/§9"),
    link("https://språkrådet.no"),
    {"title": "Bål – når er det lov"},
    {
        "answer": "Vent i ett minutt. " * 20,
        "status": Status.ARCHIVED,
        "keywords": (),
        "links": (Link("x", "http://x"),),
    },
]


@pytest.mark.parametrize("fields", SOUND)
def test_what_is_right_is_left_alone(check: Check, fields: dict[str, Any]) -> None:
    assert check(**fields) == ()


def test_a_keyword_that_another_article_holds_names_it(check: Check, waste: Article) -> None:
    (found,) = check(replace(waste, keywords=("Snoerydding",)))
    assert (found.rule, found.place) == ("shared-keyword", ("keywords", 0))
    assert f"is a keyword of “{waste.title}” too" in found.sentence


def test_a_keyword_that_is_another_article_s_title_names_it(check: Check, waste: Article) -> None:
    (found,) = check(replace(waste, title="Snømåking"))
    assert (found.rule, found.place) == ("others-title", ("keywords", 2))
    assert found.sentence.startswith("“snømåking” is the title of another article")


def test_an_article_s_own_title_as_a_keyword_is_nobody_else_s(check: Check, sound: Article) -> None:
    assert check(keywords=(*sound.keywords, sound.title)) == ()


def test_a_keyword_in_both_language_forms_is_told_of_once(check: Check, waste: Article) -> None:
    (found,) = check(replace(waste, keywords=("snørydding",)), keywords_nn=("snørydding",))
    assert found.place == ("keywords", 0)


def test_archived_articles_hold_no_keyword_of_others(check: Check, waste: Article) -> None:
    assert check(replace(waste, keywords=("snørydding",), status=Status.ARCHIVED)) == ()


def test_what_the_article_was_before_is_no_other_article(check: Check, sound: Article) -> None:
    assert check(sound) == ()


def test_nearly_the_same_answer_names_the_other_article(check: Check, sound: Article) -> None:
    twin = replace(sound, id="tvilling", title="Annet", title_nn="Anna", keywords=())
    (found,) = check(replace(twin, answer=sound.answer + " Alltid."))
    assert (found.rule, found.place) == ("like-answer", ("answer",))
    assert "stand in “Annet” too" in found.sentence


def test_a_link_to_an_article_that_is_there_is_sound(check: Check, waste: Article) -> None:
    assert check(waste, **link("kontakt:avfall")) == ()


@pytest.mark.parametrize("status", [Status.DRAFT, Status.ARCHIVED])
@pytest.mark.parametrize("id", ["avfall", "boss"])
def test_a_link_to_an_article_that_is_not_published_is_dead(
    check: Check, waste: Article, status: Status, id: str
) -> None:
    found = check(replace(waste, status=status, redirects=("boss",)), **link(f"kontakt:{id}"))
    assert found[0].rule == "dead-link"


def test_a_link_to_a_merged_article_names_its_new_id(check: Check, waste: Article) -> None:
    (found,) = check(replace(waste, redirects=("boss",)), **link("kontakt:boss"))
    assert (found.rule, found.severity) == ("moved-link", Severity.WARNING)
    assert "kontakt:avfall" in found.sentence


def test_a_link_to_what_was_merged_into_the_article_itself_is_dead(check: Check) -> None:
    found = check(redirects=("snoerydding",), **link("kontakt:snoerydding"))
    assert "dead-link" in {each.rule for each in found}


def test_a_draft_is_held_to_the_rules(check: Check) -> None:
    assert [each.rule for each in check(status=Status.DRAFT, keywords=())] == ["no-keywords"]


def test_without_a_list_any_theme_will_do(sound: Article, today: date) -> None:
    assert check_article(replace(sound, theme="ukjent"), (), (), today) == ()


def test_all_articles_are_held_against_each_other(
    sound: Article, waste: Article, themes: tuple[Theme, ...], today: date
) -> None:
    other = replace(sound, id="annen", title="Annet", title_nn="Anna", answer="Ring.", answer_nn="Ring oss.")
    found = check_articles([sound, other, waste], themes, today)
    shared = {each.article for each in found if each.rule == "shared-keyword"}
    assert shared == {"broeyting", "annen"}


def test_a_whole_base_and_one_article_say_the_same(
    sound: Article, waste: Article, themes: tuple[Theme, ...], today: date
) -> None:
    twin = replace(sound, id="tvilling", status=Status.DRAFT, links=(Link("x", "kontakt:avfall"),))
    articles = (waste, sound, twin)
    whole = [each for each in check_articles(articles, themes, today) if each.rule != "needless-keyword"]
    one = [each for article in articles for each in check_article(article, articles, themes, today)]
    assert whole == one


def test_every_rule_has_an_id_of_its_own() -> None:
    assert len({each.id for each in RULES}) == len(RULES)


def test_errors_come_before_warnings() -> None:
    assert [each.severity for each in RULES] == sorted((each.severity for each in RULES), key=list(Severity).index)


def test_a_rule_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(KontaktError, match=r"nonsense.*dead-link"):
        rule("nonsense")


def test_texts_of_people_stand_in_sentences_as_they_are(check: Check) -> None:
    """Braces are no fields, and square brackets no markup."""
    found = check(keywords_nn=("={0} [/ ny]",), sources=(Source("{name} {0}"),))
    assert {"={0} [/ ny]", "{name} {0}"} <= {part for each in found for part in each.sentence.split("“")[1].split("”")}


def test_an_article_without_anything_is_checked(today: date) -> None:
    bare = Article(id="x", theme="y", title="Z", answer="–")
    assert {each.rule for each in check_article(bare, (), (), today)} == {
        "no-keywords",
        "no-nynorsk",
        "never-reviewed",
        "no-review-date",
    }


def test_a_keyword_that_the_article_does_not_speak_of_is_found_when_it_is_asked_for(sound: Article) -> None:
    article = replace(sound, keywords=("brøytebil", "hvem eier vegen", "strøing"), keywords_nn=("moke snø",))
    asked = check_articles([article], (), date(2026, 11, 22), asked=["unanswered-keyword"])
    found = [each.place for each in asked if each.rule == "unanswered-keyword"]
    assert found == [("keywords", 2), ("keywords_nn", 0)]
    unasked = check_articles([article], (), date(2026, 11, 22))
    assert "unanswered-keyword" not in {each.rule for each in unasked}
