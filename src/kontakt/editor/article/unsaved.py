"""The texts of articles that were not saved yet."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from kontakt.editor.article.form import ArticleForm
from kontakt.files.unsaved import Unsaved, UnsavedForms
from kontakt.installation.clock import utc_now

UnsavedArticle: TypeAlias = Unsaved[ArticleForm]
UnsavedArticles: TypeAlias = UnsavedForms[ArticleForm]


def unsaved_articles(folder: Path, *, agent: str = "", clock: Callable[[], datetime] = utc_now) -> UnsavedArticles:
    return UnsavedForms(folder, ArticleForm, agent=agent, clock=clock)
