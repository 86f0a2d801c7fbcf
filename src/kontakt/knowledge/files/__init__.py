"""The knowledge files (knowledge/README.md): articles, themes and whole folders, read and written."""

from kontakt.knowledge.files.folder import (
    THEMES,
    KnowledgeFolder,
    Survey,
    Track,
    Written,
    article_file,
    format_folder,
    read_folder,
    survey_folder,
    untracked,
    write_folder,
)
from kontakt.knowledge.files.reader import read_article
from kontakt.knowledge.files.writer import format_article, format_themes

__all__ = [
    "THEMES",
    "KnowledgeFolder",
    "Survey",
    "Track",
    "Written",
    "article_file",
    "format_article",
    "format_folder",
    "format_themes",
    "read_article",
    "read_folder",
    "survey_folder",
    "untracked",
    "write_folder",
]
