"""The table of dangers: its file, word for word and line by line, and its place in the database with its history."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from kontakt.database import Engine, changes, reading, writing
from kontakt.errors import KontaktError
from kontakt.files.validation import Problems
from kontakt.knowledge.article import Article, Source
from kontakt.knowledge.files import read_folder, write_folder
from kontakt.knowledge.files.urgent import format_urgent, read_urgent
from kontakt.knowledge.revisions import RevisionKind
from kontakt.knowledge.urgent import store
from kontakt.knowledge.urgent.kind import UrgentKind, UrgentTable, packed, unpacked
from kontakt.knowledge.urgent.store import UrgentConflict

FIRE = UrgentKind(
    id="fire",
    numbers=("110",),
    says="Brann: ring 110",
    says_nn="Brann: ring 110 no",
    words=("brann", "det brenner"),
    words_nn=("det brenn",),
    words_en=("on fire",),
    unless=("brann syn",),
)
POISON = UrgentKind(
    id="poison", numbers=("113", "22 59 13 00"), says="Ring 113 eller 22 59 13 00", words=("-gift", "forgiftet")
)
TABLE = UrgentTable(
    kinds=(FIRE, POISON),
    sources=(Source("helsenorge.no", date(2026, 8, 17)), Source("praksis")),
    reviewed=date(2026, 11, 28),
    review_by=date(2027, 9, 1),
    comment="Den farligste først.",
)
TEXT = """\
# Den farligste først.
kinds:
  - id: fire
    numbers: ["110"]
    says: "Brann: ring 110"
    says_nn: "Brann: ring 110 no"
    words:
      - brann
      - det brenner
    words_nn:
      - det brenn
    words_en:
      - on fire
    unless:
      - brann syn
  - id: poison
    numbers: ["113", "22 59 13 00"]
    says: Ring 113 eller 22 59 13 00
    words:
      - "-gift"
      - forgiftet
sources:
  - {rule: helsenorge.no, checked: 2026-08-17}
  - {rule: praksis}
reviewed: 2026-11-28
review_by: 2027-09-01
"""


def test_the_table_is_written_in_one_way_and_read_back_as_it_was() -> None:
    assert format_urgent(TABLE) == TEXT
    assert read_urgent(TEXT) == TABLE


def test_an_empty_table_is_one_too() -> None:
    assert read_urgent(format_urgent(UrgentTable())) == UrgentTable()


def test_the_shipped_table_is_canonical_and_names_emergency_numbers_alone() -> None:
    text = (Path(__file__).parents[2] / "knowledge" / "urgent.yaml").read_text(encoding="utf-8")
    table = read_urgent(text)
    assert format_urgent(table) == text
    numbers = {number for kind in table.kinds for number in kind.numbers}
    assert numbers == {"110", "112", "113", "116 117", "116 123", "22 59 13 00"}
    assert all(kind.says_nn and kind.says_en for kind in table.kinds)
    assert all(source.checked for source in table.sources)


def test_plain_values_make_the_same_table_again() -> None:
    assert unpacked(packed(TABLE)) == TABLE


@pytest.mark.parametrize(
    ("before", "after", "line", "part"),
    [
        ('numbers: ["110"]', "numbers: []", 4, "numbers"),
        ('numbers: ["110"]', 'numbers: ["brannvesenet"]', 4, "“brannvesenet” is no phone number"),
        ('says: "Brann: ring 110"', "says: Brann", 5, "does not name 110"),
        ('says_nn: "Brann: ring 110 no"', "says_nn: Brenn", 6, "does not name 110"),
        ("      - det brenner", "      - ikke", 9, "“ikke” alone is said in many calls"),
        ("      - det brenner", "      - det/ brenner", 9, "cannot be read at “/”"),
        ("      - det brenner", "      - det bren-ner", 9, "cannot be read at “bren-ner”"),
        ("      - on fire", "      - {brann: ja}", 13, "words_en"),
        ("  - id: poison", "  - id: fire", 16, "stands twice"),
        ("  - id: poison", "  - name: poison", 16, "not a key that is known here"),
        ("reviewed: 2026-11-28", "reviewed: i går", 25, "not a date"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(before: str, after: str, line: int, part: str) -> None:
    assert TEXT.count(before) == 1
    with pytest.raises(Problems) as raised:
        read_urgent(TEXT.replace(before, after))
    (told,) = [each for each in raised.value.problems if part in each]
    assert told.startswith(f"urgent.yaml, line {line}: ")


def test_a_kind_that_nothing_raises_is_refused() -> None:
    with pytest.raises(Problems, match="line 3: Nothing raises this line"):
        read_urgent("# a comment\nkinds:\n  - {id: fire, numbers: ['110'], says: ring 110}\n")


def test_a_folder_has_the_table_beside_its_articles(tmp_path: Path, waste: Article) -> None:
    write_folder(tmp_path, [waste], (), {}, urgent=TABLE)
    assert (tmp_path / "urgent.yaml").read_text(encoding="utf-8") == TEXT
    assert read_folder(tmp_path).urgent == TABLE


def test_a_folder_without_the_table_says_nothing_of_it(tmp_path: Path, waste: Article) -> None:
    write_folder(tmp_path, [waste], (), {})
    assert read_folder(tmp_path).urgent is None


def test_what_is_wrong_in_it_is_told_with_the_other_mistakes_of_the_folder(tmp_path: Path, waste: Article) -> None:
    write_folder(tmp_path, [waste], (), {})
    (tmp_path / "urgent.yaml").write_text("kinds: brann\n", encoding="utf-8")
    (tmp_path / "themes.yaml").write_text("themes: alle\n", encoding="utf-8")
    with pytest.raises(Problems) as raised:
        read_folder(tmp_path)
    assert {each.partition(",")[0] for each in raised.value.problems} == {"urgent.yaml", "themes.yaml"}


def test_the_stored_table_comes_back_with_who_changed_it_and_when(engine: Engine, noon: datetime) -> None:
    with writing(engine) as session:
        assert not store.is_stored(session)
        assert store.load(session) == UrgentTable()
        assert store.save(session, TABLE, by="kontakt", at=noon, what=RevisionKind.STARTER)
        assert not store.save(session, TABLE, by="kari", at=noon)
        assert store.save(session, replace(TABLE, kinds=(POISON,)), by="kari", at=noon)
    with reading(engine) as session:
        assert store.is_stored(session)
        assert store.load(session) == replace(TABLE, kinds=(POISON,))
        newest, first = store.history(session)
        assert (newest.number, newest.by, newest.at, newest.what) == (2, "kari", noon, RevisionKind.EDITED)
        assert read_urgent(first.text) == TABLE
        assert [(each.kind, each.revision) for each in changes.since(session, None)] == [("urgent", 1), ("urgent", 2)]


@pytest.fixture
def filled(engine: Engine, noon: datetime) -> Engine:
    with writing(engine) as session:
        store.save(session, TABLE, by="kontakt", at=noon)
    return engine


def test_two_editors_who_change_different_kinds_both_succeed(filled: Engine, noon: datetime) -> None:
    wider, other = replace(FIRE, words=("brann", "flammer")), replace(POISON, words=("forgiftet",))
    with writing(filled) as session:
        store.put_kind(session, wider, before=FIRE, by="kari", at=noon)
    with writing(filled) as session:
        store.put_kind(session, other, before=POISON, by="ola", at=noon)
        assert store.load(session).kinds == (wider, other)


def test_two_editors_who_change_the_same_kind_meet_a_conflict(filled: Engine, noon: datetime) -> None:
    with writing(filled) as session:
        store.put_kind(session, replace(FIRE, words=("flammer",)), before=FIRE, by="kari", at=noon)
    with writing(filled) as session, pytest.raises(UrgentConflict, match="kari has changed") as raised:
        store.put_kind(session, replace(FIRE, words=("ild",)), before=FIRE, by="ola", at=noon)
    assert raised.value.theirs == replace(FIRE, words=("flammer",))


def test_a_new_kind_comes_last_and_one_can_be_removed(filled: Engine, noon: datetime) -> None:
    new = replace(POISON, id="snake")
    with writing(filled) as session:
        assert [each.id for each in store.put_kind(session, new, before=None, by="kari", at=noon).kinds] == [
            "fire",
            "poison",
            "snake",
        ]
        assert store.put_kind(session, None, before=POISON, by="kari", at=noon).kind("poison") is None
        with pytest.raises(KontaktError):
            store.put_kind(session, new, before=None, by="ola", at=noon)
