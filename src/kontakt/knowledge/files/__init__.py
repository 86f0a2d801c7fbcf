"""The knowledge files (DESIGN section 8): articles, themes and whole folders, read and written."""

from kontakt.knowledge.files.folder import KnowledgeFolder, Written, format_folder, read_folder, write_folder
from kontakt.knowledge.files.reader import read_article
from kontakt.knowledge.files.writer import format_article

__all__ = [
    "KnowledgeFolder",
    "Written",
    "format_article",
    "format_folder",
    "read_article",
    "read_folder",
    "write_folder",
]
