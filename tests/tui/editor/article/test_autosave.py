"""What is typed on an article's page is on the disk within a second, whatever the disk and the keys do."""

from threading import Event

import pytest

from kontakt.editor.article.form import ArticleForm
from kontakt.editor.article.unsaved import UnsavedArticles, unsaved_articles
from kontakt.files.unsaved import UnsavedForms
from kontakt.settings import Settings

from ..conftest import AtRoom

pytestmark = pytest.mark.long


async def test_what_is_typed_is_kept_while_keys_keep_coming(at_room: AtRoom, settings: Settings) -> None:
    kept = unsaved_articles(settings.unsaved_path)
    async with at_room() as visit:
        await visit.open("gatelys")
        for _ in range(10_000):
            await visit.at_once("x")
            if kept.of("gatelys"):
                break
        assert kept.of("gatelys")[0].form.title.startswith("Gatelysx")


async def test_a_slow_disk_holds_up_no_key(
    at_room: AtRoom, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, disk_is_free = UnsavedForms.keep, Event()

    def slow(self: UnsavedArticles, name: str, form: ArticleForm, based_on: int) -> None:
        disk_is_free.wait(60)
        real(self, name, form, based_on)

    monkeypatch.setattr(UnsavedForms, "keep", slow)
    kept = unsaved_articles(settings.unsaved_path)
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.at_once("!")
        await visit.until(lambda: any(each.group == "autosave" for each in visit.app.workers))
        await visit.at_once("?")
        assert "Gatelys!?" in visit.screen
        assert kept.of("gatelys") == ()
        disk_is_free.set()
        await visit.until(lambda: [each.form.title for each in kept.of("gatelys")] == ["Gatelys!?"])


async def test_a_full_disk_is_told_while_one_types(at_room: AtRoom, settings: Settings) -> None:
    (settings.unsaved_path).write_text("no folder", encoding="utf-8")
    async with at_room() as visit:
        await visit.open("gatelys")
        await visit.at_once("!")
        await visit.sees("kunne ikke tas vare på")
