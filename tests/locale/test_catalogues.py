"""The catalogues hold every text of the program, and the language's numbers, dates and clocks are right."""

import ast
import importlib.util
import re
import string
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo

from kontakt.firstline.outcomes import Outcome
from kontakt.library.labels import OUTCOMES
from kontakt.locale import _, language, ngettext, preferred_language, use_language
from kontakt.locale.formats import clock, day_and_clock, number, percent, short_date, stopwatch
from kontakt.tui.commands.desk import LOG_OUTCOME

pytestmark = pytest.mark.xdist_group("catalogues")  # one worker reads the whole source for all of them

NORWEGIAN = ("nb", "nn")


def _tool() -> ModuleType:
    path = Path(__file__).parents[2] / "tools" / "update_catalogues.py"
    spec = importlib.util.spec_from_file_location("update_catalogues", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


tool = _tool()


@pytest.fixture(autouse=True)
def _the_language_is_put_back() -> Iterator[None]:
    before = language()
    yield
    use_language(before)


@pytest.fixture(scope="module")
def source() -> Catalog:
    return tool.template()


@pytest.fixture(scope="module", params=NORWEGIAN)
def po(request: pytest.FixtureRequest) -> Path:
    return tool.SOURCE / "locale" / request.param / "LC_MESSAGES" / "kontakt.po"


@pytest.fixture(scope="module")
def catalogue(po: Path) -> Catalog:
    return tool.read_catalogue(po)


def _keys(catalogue: Catalog) -> set[object]:
    return {(message.context, message.id) for message in catalogue if message.id}


def _forms(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


def _pairs(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    """Every source text with its translation, plural forms singly."""
    for message in catalogue:
        if message.id:
            yield from zip(_forms(message.id), _forms(message.string), strict=True)


def _placeholders(text: str) -> list[str]:
    return sorted(field for _text, field, _spec, _conversion in string.Formatter().parse(text) if field is not None)


# --- the catalogues --------------------------------------------------------------------------------------


@pytest.mark.long
def test_every_text_of_the_source_stands_in_the_catalogue(source: Catalog, catalogue: Catalog) -> None:
    assert _keys(source) - _keys(catalogue) == set(), "run tools/update_catalogues.py and translate these"


@pytest.mark.long
def test_no_text_stands_in_the_catalogue_that_the_source_has_no_more(source: Catalog, catalogue: Catalog) -> None:
    assert _keys(catalogue) - _keys(source) == set(), "run tools/update_catalogues.py"
    assert not catalogue.obsolete


def test_every_text_is_translated_and_none_is_a_guess(catalogue: Catalog) -> None:
    assert [message.id for message in catalogue if message.id and not tool.is_translated(message)] == []


def test_a_text_with_a_plural_has_every_form(catalogue: Catalog) -> None:
    counted = [message for message in catalogue if isinstance(message.id, tuple)]
    assert counted
    assert {len(_forms(message.string)) for message in counted} == {catalogue.num_plurals}


def test_a_translation_has_the_placeholders_of_its_source_and_no_other(catalogue: Catalog) -> None:
    assert [text for text, said in _pairs(catalogue) if _placeholders(text) != _placeholders(said)] == []


def test_a_translation_begins_and_ends_with_the_spaces_of_its_source(catalogue: Catalog) -> None:
    def ends(text: str) -> tuple[int, int]:
        return len(text) - len(text.lstrip()), len(text) - len(text.rstrip())

    assert [text for text, said in _pairs(catalogue) if ends(text) != ends(said)] == []


def test_a_percentage_is_never_split_from_its_sign(catalogue: Catalog) -> None:
    assert [said for _text, said in _pairs(catalogue) if re.search(r"[\d}] ?%", said)] == []


def test_what_is_quoted_stands_in_norwegian_quotation_marks(catalogue: Catalog) -> None:
    assert [said for _text, said in _pairs(catalogue) if re.search("[“”„]", said)] == []


def test_the_compiled_catalogue_is_what_the_catalogue_says(po: Path, catalogue: Catalog) -> None:
    with po.with_suffix(".mo").open("rb") as file:
        compiled = read_mo(file)
    assert _said(compiled) == _said(catalogue), "run tools/compile_catalogues.py"


def _said(catalogue: Catalog) -> dict[object, list[str]]:
    return {(message.context, *_forms(message.id)): _forms(message.string) for message in catalogue if message.id}


def test_bringing_a_catalogue_up_to_date_a_second_time_changes_nothing(
    po: Path, source: Catalog, tmp_path: Path
) -> None:
    copy = tmp_path / po.relative_to(tool.SOURCE)
    copy.parent.mkdir(parents=True)
    copy.write_bytes(po.read_bytes())
    tool.bring_up_to_date(copy, source)
    assert copy.read_bytes() == po.read_bytes()


def test_a_changed_text_is_a_guess_until_somebody_has_looked_at_it(tmp_path: Path) -> None:
    path = tmp_path / "nb" / "LC_MESSAGES" / "kontakt.po"
    path.parent.mkdir(parents=True)
    before, after = Catalog(locale="nb"), Catalog()
    before.add("Close the desk. What is logged is safe.", "Lukk arbeidsflaten.")
    tool.write_catalogue(path, before)
    after.add("Close the desk. What was logged is safe.")
    (changed,) = [message for message in tool.bring_up_to_date(path, after) if message.id]
    assert changed.string == "Lukk arbeidsflaten."
    assert not tool.is_translated(changed)


# --- finding the texts -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('_("Note")', [("Note", None)]),
        ('N_("Note")', [("Note", None)]),
        ('_("No" "te")', [("Note", None)]),
        ("f\"({_('Note')})\"", [("Note", None)]),
        ('ngettext("{count} day", "{count} days", n)', [(("{count} day", "{count} days"), None)]),
        ('pgettext("of a call", "Note")', [("Note", "of a call")]),
        ("_(OUTCOMES[outcome])", []),
    ],
)
def test_texts_are_found_wherever_they_stand_in_the_code(code: str, found: list[object]) -> None:
    assert list(tool.texts_in(code)) == found


@pytest.mark.long
def test_no_text_is_put_together_before_it_is_translated() -> None:
    put_together = [
        f"{path.relative_to(tool.SOURCE)}:{node.lineno}"
        for path in tool.SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if node.func.id in {"_", "N_", "ngettext", "pgettext"}
        if any(_is_put_together(argument) for argument in node.args)
    ]
    assert put_together == []


@pytest.mark.long
def test_no_text_is_translated_both_by_itself_and_in_two_numbers() -> None:
    """The catalogue holds it with its numbers only, and some Pythons do not find it there by itself."""
    alone, numbered = set(), set()
    for path in tool.SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(ast.Name("_" | "N_"), [ast.Constant(text), *_rest]):
                    alone.add(text)
                case ast.Call(ast.Name("ngettext"), [ast.Constant(text), *_rest]):
                    numbered.add(text)
    assert alone
    assert numbered
    assert alone & numbered == set()


def _is_put_together(argument: ast.expr) -> bool:
    match argument:
        case ast.JoinedStr() | ast.BinOp() | ast.Call(ast.Attribute(attr="format")):
            return True
    return False


def test_a_message_without_one_of_its_forms_is_not_translated() -> None:
    assert not tool.is_translated(Message(("{count} day", "{count} days"), ("{count} dag", "")))


# --- what stands on the screen ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("nb", "Besvart, Selvbetjening, Time avtalt, Satt over, Beskjed, Til sak, Ikke vår, Feilringt/brutt"),
        (
            "nn",
            "Svart på, Sjølvbetening, Time avtalt, Sett over, Beskjed, Til sak, Ikkje vår, Feilringt/brote",
        ),
    ],
)
def test_the_outcomes_are_called_what_the_centre_calls_them(code: str, names: str) -> None:
    use_language(code)
    assert ", ".join(_(OUTCOMES[outcome]) for outcome in Outcome) == names


@pytest.mark.parametrize("code", ["en", *NORWEGIAN])
def test_the_outcome_keys_fit_their_columns_in_a_window_of_80(code: str) -> None:
    use_language(code)
    assert [text for each in LOG_OUTCOME.commands if len(text := f"{each.shown_key} {_(each.short)}") > 18] == []


@pytest.mark.parametrize("code", ["en", *NORWEGIAN])
def test_the_labels_of_the_card_fit_their_column(code: str) -> None:
    use_language(code)
    labels = [_("Ask about"), _("Do this"), _("Links"), _("Owner"), _("Rests on"), _("Checked")]
    assert [label for label in labels if len(label) > 12] == []


def test_the_language_can_be_switched_while_running() -> None:
    use_language("nb")
    assert _("Not ours") == "Ikke vår"
    use_language("nn")
    assert _("Not ours") == "Ikkje vår"
    use_language("en")
    assert _("Not ours") == "Not ours"


def test_one_and_many_are_told_apart() -> None:
    use_language("nn")
    said = [ngettext("{count} day ago", "{count} days ago", count).format(count=count) for count in (0, 1, 2)]
    assert said == ["for 0 dagar sidan", "for 1 dag sidan", "for 2 dagar sidan"]


# --- which language --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("C", "en"),
        ("C.UTF-8", "en"),
        ("POSIX", "en"),
        ("no", "nb"),
        ("no_NO.UTF-8", "nb"),
        ("nb_NO.UTF-8", "nb"),
        ("nn_NO", "nn"),
        ("en_GB.UTF-8", "en"),
        ("de_DE.UTF-8", "en"),
    ],
)
def test_the_language_is_that_of_the_locale(locale: str, expected: str) -> None:
    assert preferred_language(None, {"LANG": locale}) == expected


def test_without_a_locale_the_language_is_english() -> None:
    assert preferred_language(None, {}) == "en"


def test_a_setting_wins_over_the_locale() -> None:
    assert preferred_language("nn", {"LC_ALL": "nb_NO.UTF-8"}) == "nn"


def test_the_locale_of_everything_wins_over_that_of_messages_and_that_over_the_general_one() -> None:
    general_and_messages = {"LANG": "nb_NO.UTF-8", "LC_MESSAGES": "nn_NO.UTF-8"}
    assert preferred_language(None, general_and_messages) == "nn"
    assert preferred_language(None, general_and_messages | {"LC_ALL": "C"}) == "en"


def test_an_empty_locale_variable_counts_as_unset() -> None:
    assert preferred_language(None, {"LC_ALL": "", "LANG": "nb_NO.UTF-8"}) == "nb"


# --- numbers, dates and clocks ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "written"), [("nb", "1\N{NO-BREAK SPACE}204"), ("nn", "1\N{NO-BREAK SPACE}204"), ("en", "1,204")]
)
def test_thousands_are_marked_as_the_language_does(code: str, written: str) -> None:
    use_language(code)
    assert number(1204) == written


@pytest.mark.parametrize(
    ("code", "written"),
    [("nb", "83,4\N{NO-BREAK SPACE}%"), ("nn", "83,4\N{NO-BREAK SPACE}%"), ("en", "83.4%")],
)
def test_a_percentage_is_written_as_the_language_does(code: str, written: str) -> None:
    use_language(code)
    assert percent(0.8341) == written


def test_a_percentage_may_be_whole() -> None:
    use_language("nb")
    assert percent(0.786, 0) == "79\N{NO-BREAK SPACE}%"


@pytest.mark.parametrize(("code", "written"), [("nb", "14.09.2026"), ("nn", "14.09.2026"), ("en", "14 Sept 2026")])
def test_a_day_is_written_as_the_language_does(code: str, written: str) -> None:
    use_language(code)
    assert short_date(date(2026, 9, 14)) == written


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (datetime(2026, 7, 1, 9, 30, tzinfo=UTC), "11:30"),
        (datetime(2026, 12, 1, 10, 30, tzinfo=UTC), "11:30"),
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "01:59"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "03:00"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "02:30"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "02:30"),
    ],
)
def test_the_clock_is_that_of_oslo_in_summer_and_winter(moment: datetime, shown: str) -> None:
    assert clock(moment) == shown


def test_a_late_evening_in_utc_is_the_next_day_in_oslo() -> None:
    use_language("nb")
    assert day_and_clock(datetime(2026, 9, 13, 22, 30, tzinfo=UTC)) == "14.09.2026 00:30"


@pytest.mark.parametrize(("seconds", "shown"), [(0, "00:00"), (102, "01:42"), (3723, "1:02:03"), (-5, "00:00")])
def test_a_duration_is_shown_as_on_a_stopwatch(seconds: float, shown: str) -> None:
    assert stopwatch(seconds) == shown
