"""Files against what editors have done here meanwhile: nothing of theirs is lost without a word."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from kontakt.database import reading, writing
from kontakt.directory import store as directory
from kontakt.editor.exchange.import_export import (
    ConflictChoice,
    Conflicts,
    Imported,
    few,
    read_knowledge,
    replace_knowledge,
    store_knowledge,
    write_knowledge,
)
from kontakt.errors import KontaktError
from kontakt.knowledge import store as knowledge
from kontakt.knowledge.article import Article
from kontakt.knowledge.revisions import RevisionKind, history
from kontakt.knowledge.store import Saved

from ...conftest import Clock

FROM_FILE = "Fra fila."
FROM_HERE = "Endret her."


@pytest.fixture
def exported(engine: Engine, tmp_path: Path) -> Path:
    """A folder that was exported before anything else happened."""
    return export(engine, tmp_path / "exported")


@pytest.fixture
def edit(engine: Engine, clock: Clock) -> Callable[..., Saved]:
    """An editor changes the answer of an article here."""

    def edit(id: str = "gatelys", answer: str = FROM_HERE) -> Saved:
        with writing(engine) as session:
            (article,) = knowledge.articles(session, [id])
            return knowledge.save(session, [replace(article, answer=answer)], by="ola", at=clock())

    return edit


@pytest.fixture
def bring_in(engine: Engine, clock: Clock) -> Callable[..., Imported]:
    def bring_in(folder: Path, **how: Any) -> Imported:
        with writing(engine) as session:
            read = read_knowledge(folder, directory.load(session))
            return store_knowledge(session, read, by="kari", at=clock(), **how)

    return bring_in


def export(engine: Engine, folder: Path) -> Path:
    with reading(engine) as session:
        write_knowledge(session, folder)
    return folder


def change_file(folder: Path, id: str = "gatelys", answer: str = FROM_FILE) -> None:
    """Somebody changes the answer in a text editor."""
    (file,) = folder.glob(f"articles/*/{id}.md")
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Si nummeret på stolpen.", answer).replace(FROM_HERE, answer), encoding="utf-8")


def stored(engine: Engine, id: str = "gatelys") -> Article | None:
    with reading(engine) as session:
        return next(iter(knowledge.articles(session, [id])), None)


def answer(engine: Engine, id: str = "gatelys") -> str:
    article = stored(engine, id)
    assert article is not None
    return article.answer


def test_what_only_the_file_has_changed_is_taken(
    engine: Engine, exported: Path, bring_in: Callable[..., Imported]
) -> None:
    change_file(exported)
    assert bring_in(exported).changed == ("gatelys",)
    assert answer(engine) == FROM_FILE


def test_what_was_changed_here_alone_is_kept_and_named(
    engine: Engine, exported: Path, edit: Callable[..., Saved], bring_in: Callable[..., Imported]
) -> None:
    edit()
    imported = bring_in(exported)
    assert (imported.changed, imported.kept) == ((), ("gatelys",))
    assert answer(engine) == FROM_HERE


def test_theirs_takes_also_the_file_that_is_only_older(
    engine: Engine, exported: Path, edit: Callable[..., Saved], bring_in: Callable[..., Imported]
) -> None:
    edit()
    assert bring_in(exported, choice=ConflictChoice.THEIRS).changed == ("gatelys",)
    assert answer(engine) == "Si nummeret på stolpen."


def test_what_was_changed_on_both_sides_is_a_conflict_and_nothing_is_stored(
    engine: Engine, exported: Path, edit: Callable[..., Saved], bring_in: Callable[..., Imported]
) -> None:
    edit()
    change_file(exported)
    (exported / "articles" / "vei" / "ny.md").write_text(
        "---\ntitle: Ny\nkeywords: [nytt]\n---\nNytt.\n", encoding="utf-8"
    )
    with pytest.raises(Conflicts, match=r"gatelys.*--theirs.*--ours") as refused:
        bring_in(exported)
    assert [(each.article.answer, each.last.by) for each in refused.value.conflicts] == [(FROM_FILE, "ola")]
    assert answer(engine) == FROM_HERE
    assert stored(engine, "ny") is None


@pytest.mark.parametrize(("choice", "expected"), [(ConflictChoice.THEIRS, FROM_FILE), (ConflictChoice.OURS, FROM_HERE)])
def test_a_conflict_is_settled_by_the_option(
    engine: Engine,
    exported: Path,
    edit: Callable[..., Saved],
    bring_in: Callable[..., Imported],
    choice: ConflictChoice,
    expected: str,
) -> None:
    edit()
    change_file(exported)
    bring_in(exported, choice=choice)
    assert answer(engine) == expected


def test_ours_keeps_only_what_is_in_conflict(
    engine: Engine, exported: Path, edit: Callable[..., Saved], bring_in: Callable[..., Imported]
) -> None:
    edit()
    change_file(exported)
    (exported / "articles" / "vei" / "ny.md").write_text(
        "---\ntitle: Ny\nkeywords: [nytt]\n---\nNytt.\n", encoding="utf-8"
    )
    imported = bring_in(exported, choice=ConflictChoice.OURS)
    assert (imported.new, imported.kept) == (("ny",), ("gatelys",))


def test_a_conflict_can_be_settled_article_by_article(
    engine: Engine, exported: Path, edit: Callable[..., Saved], bring_in: Callable[..., Imported]
) -> None:
    for id in ("gatelys", "stroeing"):
        edit(id)
        (file,) = exported.glob(f"articles/*/{id}.md")
        file.write_text(file.read_text(encoding="utf-8").rstrip() + f"\n{FROM_FILE}\n", encoding="utf-8")
    bring_in(exported, chosen={("gatelys", 2): ConflictChoice.THEIRS, ("stroeing", 2): ConflictChoice.OURS})
    assert FROM_FILE in answer(engine)
    assert answer(engine, "stroeing") == FROM_HERE


def test_what_was_chosen_over_one_revision_does_not_hold_for_the_next(
    engine: Engine, exported: Path, edit: Callable[..., Saved], bring_in: Callable[..., Imported]
) -> None:
    edit()
    change_file(exported)
    edit(answer="Og endret igjen.")
    with pytest.raises(Conflicts):
        bring_in(exported, chosen={("gatelys", 2): ConflictChoice.THEIRS})


def test_export_edit_import_never_asks_when_nobody_edited_here_meanwhile(
    engine: Engine, edit: Callable[..., Saved], bring_in: Callable[..., Imported], tmp_path: Path
) -> None:
    edit()
    folder = export(engine, tmp_path / "out")
    for text in ("Én gang.", "To ganger."):
        (file,) = folder.glob("articles/*/gatelys.md")
        file.write_text(f"---\ntitle: Gatelys\nkeywords: [veilys]\n---\n{text}\n", encoding="utf-8")
        assert bring_in(folder).changed == ("gatelys",)
    assert answer(engine) == "To ganger."


def test_an_edit_here_after_the_export_is_a_conflict(
    engine: Engine, edit: Callable[..., Saved], bring_in: Callable[..., Imported], tmp_path: Path
) -> None:
    edit()
    folder = export(engine, tmp_path / "out")
    change_file(folder)
    edit(answer="Og endret igjen.")
    with pytest.raises(Conflicts):
        bring_in(folder)


def test_an_article_removed_here_stays_removed(
    engine: Engine, exported: Path, bring_in: Callable[..., Imported], clock: Clock
) -> None:
    with writing(engine) as session:
        knowledge.remove(session, ["gatelys"], by="ola", at=clock())
    assert bring_in(exported).kept == ("gatelys",)
    assert stored(engine) is None


def test_an_article_removed_here_and_changed_in_the_file_is_a_conflict(
    engine: Engine, exported: Path, bring_in: Callable[..., Imported], clock: Clock
) -> None:
    with writing(engine) as session:
        knowledge.remove(session, ["gatelys"], by="ola", at=clock())
    change_file(exported)
    with pytest.raises(Conflicts):
        bring_in(exported)
    assert bring_in(exported, choice=ConflictChoice.THEIRS).new == ("gatelys",)


def test_what_files_removed_files_can_bring_again(
    engine: Engine, exported: Path, bring_in: Callable[..., Imported], clock: Clock, tmp_path: Path
) -> None:
    other = tmp_path / "other" / "articles" / "vei"
    other.mkdir(parents=True)
    (other / "ny.md").write_text("---\ntitle: Ny\nkeywords: [nytt]\n---\nNytt.\n", encoding="utf-8")
    with writing(engine) as session:
        replace_knowledge(session, read_knowledge(tmp_path / "other", None), by="kari", at=clock())
    assert "gatelys" in bring_in(exported, as_drafts=True).new


def test_what_was_stored_before_it_was_noted_how_gives_way_to_files(
    engine: Engine, exported: Path, edit: Callable[..., Saved], bring_in: Callable[..., Imported]
) -> None:
    edit()
    change_file(exported)
    with writing(engine) as session:
        session.connection().exec_driver_sql("UPDATE article_revision SET what = ''")
    assert bring_in(exported).changed == ("gatelys",)


def test_an_import_is_noted_as_one(engine: Engine, exported: Path, bring_in: Callable[..., Imported]) -> None:
    change_file(exported)
    bring_in(exported)
    with reading(engine) as session:
        assert history(session, "gatelys")[-1].what is RevisionKind.IMPORTED


def test_only_what_editors_made_is_noted_beside_an_export(
    engine: Engine, exported: Path, edit: Callable[..., Saved], tmp_path: Path
) -> None:
    assert not (exported / "exported.json").exists()
    edit()
    folder = export(engine, tmp_path / "out")
    assert list(json.loads((folder / "exported.json").read_text())) == ["gatelys"]


def test_a_note_beside_an_export_goes_when_it_has_nothing_to_say(
    engine: Engine, edit: Callable[..., Saved], bring_in: Callable[..., Imported], tmp_path: Path
) -> None:
    edit()
    folder = export(engine, tmp_path / "out")
    change_file(folder)
    bring_in(folder)
    export(engine, folder)
    assert not (folder / "exported.json").exists()


@pytest.mark.parametrize("text", ["", "[]", '{"gatelys": 1}', '{"gatelys": "kort"}', "[" * 100_000, '{"a"'])
def test_a_note_that_no_export_wrote_is_one_sentence(
    exported: Path, bring_in: Callable[..., Imported], text: str
) -> None:
    (exported / "exported.json").write_text(text)
    with pytest.raises(KontaktError, match=r"exported\.json"):
        bring_in(exported)


def test_a_note_that_is_a_link_is_refused(exported: Path, bring_in: Callable[..., Imported], tmp_path: Path) -> None:
    (tmp_path / "elsewhere.json").write_text("{}")
    (exported / "exported.json").symlink_to(tmp_path / "elsewhere.json")
    with pytest.raises(KontaktError, match="link"):
        bring_in(exported)


def test_a_sentence_names_ten_articles_and_counts_the_others() -> None:
    assert few(["a", "b"]) == "a, b"
    assert few([str(each) for each in range(12)]) == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 2 more"
