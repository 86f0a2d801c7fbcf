import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kontakt.errors import KontaktError
from kontakt.files.strict_yaml import comment_lines, flow_list, flow_mapping, load_mapping, quoted, scalar

texts = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("Ja", "Ja"),
        ("2026-11-21", "2026-11-21"),
        ("0301", 301),
        ("'0301'", "0301"),
        ("12:30", "12:30"),
        ("true", True),
        ("~", None),
        ("1e3", 1000.0),
        ("0x1f", 31),
    ],
)
def test_plain_scalars_follow_the_core_schema(text: str, value: object) -> None:
    assert load_mapping(f"key: {text}", "a.yaml").values == {"key": value}


def test_every_key_and_item_has_its_line() -> None:
    document = load_mapping("a: 1\nlinks:\n  - {text: x,\n     url: y}\n  - z\n", "a.yaml", first_line=10)
    assert document.line(("a",)) == 10
    assert document.line(("links", 0, "url")) == 13
    assert document.line(("links", 1)) == 14


def test_a_place_that_is_not_in_the_file_has_the_line_of_what_is_around_it() -> None:
    document = load_mapping("a: 1\nlinks:\n  - {text: x}\n", "a.yaml")
    assert document.line(("links", 0, "url")) == 3


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\na: 2", 2),
        ("a: !!str 1", 1),
        ("a: !!python/object/apply:os.system [ls]", 1),
        ("a: &x [1]\nb: *x", 1),
        ("%YAML 1.1\n---\na: no", 2),
        ("a: 1\n---\nb: 2", 2),
        ("a: 1\n\nb: [1", 3),
        ("a: 1\n\tb: 2", 2),
        ("a: 1\n3303: 2", 2),
        ("a: 1\n? [x]\n: 2", 2),
        ("- a", 1),
        ("text", 1),
        ("a: " + "[" * 50 + "]" * 50, 1),
    ],
)
def test_what_has_no_use_in_the_files_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(KontaktError, match=rf"^a\.yaml, line {line}: [^\n]+\.$"):
        load_mapping(text, "a.yaml")


def test_an_alias_bomb_is_refused_before_it_grows() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    with pytest.raises(KontaktError, match="anchors"):
        load_mapping(bomb, "a.yaml")


@given(texts)
@example("[/ ny")
@example("--- ")
@example("\u2028")
@example("a: b # c")
def test_any_text_comes_back_from_a_scalar(text: str) -> None:
    assert load_mapping(f"key: {scalar(text)}\n", "a.yaml").values == {"key": text}


@given(st.lists(texts))
def test_any_texts_come_back_from_a_flow_list(items: list[str]) -> None:
    written = flow_list(items)
    assert "\n" not in written
    assert load_mapping(f"key: {written}\n", "a.yaml").values == {"key": items}


@given(texts, texts)
def test_any_texts_come_back_from_a_flow_mapping(key: str, text: str) -> None:
    written = flow_mapping([(quoted(key), scalar(text, flow=True))])
    assert load_mapping(f"key: {written}\n", "a.yaml").values == {"key": {key: text}}


@pytest.mark.parametrize("text", ["Brøyting av vei", "24 timer", "«Boss», søppel", "§ 12-13", "a#b", "bil/båt", "no"])
def test_an_ordinary_text_is_written_plain(text: str) -> None:
    assert scalar(text) == text


@pytest.mark.parametrize("text", ["113", "2026-11-21", "true", "a: b", "a #b", "", " a", "[/ ny", "- a", "@tinn"])
def test_a_text_that_could_be_misread_is_quoted(text: str) -> None:
    assert scalar(text).startswith('"')


def test_a_comma_is_quoted_only_within_brackets() -> None:
    assert scalar("fødsel, vielse") == "fødsel, vielse"
    assert flow_list(["fødsel, vielse"]) == '["fødsel, vielse"]'


def test_the_comment_at_the_top_is_kept() -> None:
    document = load_mapping("# One.\n#\n#  two\na: 1 # lost\n", "a.yaml")
    assert comment_lines(document.comment) == ["# One.", "#", "#  two"]
