"""A whole knowledge folder, read with everything that is wrong in it, or written.

Nothing is read through a link: a folder that somebody was sent must not lead out of itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Protocol, TypeVar

from kontakt.errors import KontaktError
from kontakt.files.reasons import reason
from kontakt.files.strict_yaml import Located, at_line, of_file, read_text
from kontakt.files.validation import Problems
from kontakt.files.writing import write_in_folder
from kontakt.knowledge.article import Article, Theme
from kontakt.knowledge.files.reader import WholeArticle, read_themes, read_whole
from kontakt.knowledge.files.urgent import URGENT, format_urgent, read_urgent
from kontakt.knowledge.files.writer import format_article, format_themes
from kontakt.knowledge.urgent.kind import UrgentTable
from kontakt.locale import _
from kontakt.visible import visible

T = TypeVar("T")

ARTICLES = "articles"
THEMES = "themes.yaml"
REGION = "region.yaml"


class Track(Protocol):
    """Hands on the items of a long work one by one, and may show how far it has come."""

    def __call__(self, items: Sequence[T], /) -> Iterable[T]: ...


def untracked(items: Sequence[T], /) -> Iterable[T]:
    """Shows nothing."""
    return items


@dataclass(frozen=True, slots=True)
class KnowledgeFolder:
    """What a folder holds, articles in the order of their ids. ``themes``, and ``themes_comment`` above them,
    are None where there is no ``themes.yaml``, which leaves both as they are; so is ``urgent`` where there is no
    ``urgent.yaml``. ``warnings`` are sentences for whoever reads it."""

    articles: tuple[Article, ...]
    themes: tuple[Theme, ...] | None
    themes_comment: str | None
    warnings: tuple[str, ...]
    urgent: UrgentTable | None = None


@dataclass(frozen=True, slots=True)
class Survey:
    """What a folder holds, sound or not: the articles that could be read, in the order of their ids, with their
    lines; themes as in KnowledgeFolder; everything that is wrong; and the files that are no articles."""

    articles: tuple[WholeArticle, ...]
    themes: tuple[Theme, ...] | None
    problems: tuple[Located, ...]
    strays: tuple[Located, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """The files that were made or changed, and the article files in the folder that belong to none of the
    articles: they were left as they are. Paths are relative to the folder."""

    changed: tuple[str, ...]
    left_over: tuple[str, ...]


def read_folder(
    folder: Path, municipalities: Mapping[str, str] | None = None, *, track: Track = untracked
) -> KnowledgeFolder:
    """Read all articles and themes. ``municipalities`` maps the region's numbers to names (None: unchecked).

    Raises Problems with every error in every file, or KontaktError for a folder that is none.
    """
    reading = _read(folder, municipalities, track)
    articles = tuple(whole.article for whole in reading.in_order())
    return KnowledgeFolder(articles, reading.themes, reading.themes_comment, tuple(reading.warnings), reading.urgent)


def survey_folder(folder: Path, municipalities: Mapping[str, str] | None = None, *, track: Track = untracked) -> Survey:
    """As read_folder, but going on where something is wrong. Raises KontaktError for a folder that is none."""
    reading = _survey(folder, municipalities, track)
    return Survey(tuple(reading.in_order()), reading.themes, tuple(reading.problems), tuple(reading.strays))


def _read(folder: Path, municipalities: Mapping[str, str] | None, track: Track = untracked) -> "_Reading":
    reading = _survey(folder, municipalities, track)
    if reading.problems:
        raise Problems(reading.problems)
    return reading


def _survey(folder: Path, municipalities: Mapping[str, str] | None, track: Track = untracked) -> "_Reading":
    reading = _Reading(folder, municipalities, track)
    try:
        reading.read()
    except OSError as problem:
        text = _("{folder} cannot be read ({reason}): name a folder that exists and is yours to read.")
        raise KontaktError(text.format(folder=folder, reason=reason(problem))) from problem
    if reading.problems:
        return reading
    if not reading.articles and reading.themes is None and reading.urgent is None and not (folder / REGION).exists():
        text = _("{folder} holds no knowledge: put articles in {place}.")
        raise KontaktError(text.format(folder=folder, place=f"{ARTICLES}/<theme>/<id>.md"))
    return reading


def located(problem: KontaktError, file: str) -> tuple[Located, ...]:
    """What is wrong with ``file``, sentence by sentence, each with its place."""
    sentences = problem.problems if isinstance(problem, Problems) else problem.args
    return tuple(sentence if isinstance(sentence, Located) else of_file(file, str(sentence)) for sentence in sentences)


def write_folder(
    folder: Path,
    articles: Iterable[Article],
    themes: tuple[Theme, ...] | None,
    municipalities: Mapping[str, str],
    *,
    themes_comment: str | None = None,
    urgent: UrgentTable | None = None,
    track: Track = untracked,
) -> Written:
    """Write the canonical files. Those that stand there unchanged are not touched, and none is removed.
    Raises KontaktError where a file cannot be written or a link leads out of the folder."""
    texts = {article_file(article): format_article(article, municipalities) for article in articles}
    if themes or themes_comment:
        texts[THEMES] = format_themes(themes or (), themes_comment or "")
    if urgent is not None:
        texts[URGENT] = format_urgent(urgent)
    changed = _write(folder, texts, track)
    standing = (path for path in folder.glob(f"{ARTICLES}/*/*.md") if not _hidden(path))
    left_over = {path.relative_to(folder).as_posix() for path in standing} - texts.keys()
    return Written(changed, tuple(sorted(left_over)))


def format_folder(folder: Path, municipalities: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Make the article files, ``themes.yaml`` and ``urgent.yaml`` canonical; the files that changed. Where the names of
    municipalities are not given, those in the files stay. Raises as read_folder and write_folder."""
    reading = _read(folder, municipalities)
    texts = {
        article_file(whole.article): format_article(whole.article, municipalities or whole.names)
        for whole in reading.in_order()
    }
    if reading.themes is not None:
        texts[THEMES] = format_themes(reading.themes, reading.themes_comment or "")
    if reading.urgent is not None:
        texts[URGENT] = format_urgent(reading.urgent)
    return _write(folder, texts)


def article_file(article: Article) -> str:
    """Where an article stands in a folder."""
    return f"{ARTICLES}/{article.theme}/{article.id}.md"


def _write(folder: Path, texts: Mapping[str, str], track: Track = untracked) -> tuple[str, ...]:
    return tuple(file for file in track(tuple(texts)) if write_in_folder(folder, file, texts[file].encode()))


def _hidden(path: Path) -> bool:
    """Files that editors and file managers leave beside the real ones."""
    return path.name.startswith(".") or path.name.endswith("~")


@dataclass
class _Reading:
    """A folder while it is read: what is found so far, and what is wrong so far."""

    folder: Path
    municipalities: Mapping[str, str] | None
    track: Track = untracked
    articles: dict[str, WholeArticle] = field(default_factory=dict)
    themes: tuple[Theme, ...] | None = None
    themes_comment: str | None = None
    urgent: UrgentTable | None = None
    problems: list[Located] = field(default_factory=list)
    warnings: list[Located] = field(default_factory=list)
    strays: list[Located] = field(default_factory=list)
    # Where each id, and each id that redirects, was found: file and line.
    owners: dict[str, tuple[str, int]] = field(default_factory=dict)
    redirects: list[tuple[str, str, int]] = field(default_factory=list)

    def read(self) -> None:
        list(self.folder.iterdir())  # raises where there is no folder
        for file, read in ((THEMES, self._read_themes), (URGENT, self._read_urgent)):
            path = self.folder / file
            if path.is_symlink():
                self._refuse_link(file)
            elif path.exists():
                read(path)
        articles = self.folder / ARTICLES
        if articles.is_symlink():
            self._refuse_link(ARTICLES)
        elif articles.is_dir():
            paths = [path for folder in sorted(articles.iterdir()) for path in self._in_theme_folder(folder)]
            for path in self.track(paths):
                self._read_entry(path)
        elif articles.exists():
            text = _("{file} is not a folder: make it one, with a folder for each theme in it.")
            self.problems.append(of_file(ARTICLES, text.format(file=ARTICLES)))
        self._check_redirects()

    def in_order(self) -> list[WholeArticle]:
        return [self.articles[id] for id in sorted(self.articles)]

    def _read_themes(self, path: Path) -> None:
        try:
            self.themes, self.themes_comment = read_themes(read_text(path, THEMES), THEMES)
        except KontaktError as problem:
            self.problems += located(problem, THEMES)

    def _read_urgent(self, path: Path) -> None:
        try:
            self.urgent = read_urgent(read_text(path, URGENT))
        except KontaktError as problem:
            self.problems += located(problem, URGENT)

    def _in_theme_folder(self, folder: Path) -> list[Path]:
        """What stands in the folder of a theme; nothing where it is none."""
        file = self._name(folder)
        if _hidden(folder):
            return []
        if folder.is_symlink():
            self._refuse_link(file)
        elif not folder.is_dir():
            text = _("{file} stands outside a theme: move it into a folder that is named after one.")
            self.problems.append(of_file(file, text.format(file=file)))
        else:
            if self.themes is not None and folder.name not in {theme.id for theme in self.themes}:
                text = _("{file}: the theme is not in {themes}, so it goes by the folder's name: add it there.")
                self.warnings.append(of_file(file, text.format(file=file, themes=THEMES)))
            return sorted(folder.iterdir())
        return []

    def _read_entry(self, path: Path) -> None:
        file = self._name(path)
        if _hidden(path):
            return
        if path.is_symlink():
            self._refuse_link(file)
        elif path.suffix != ".md" or not path.is_file():
            text = _("{file} is not an article and was left out: an article is a file that ends in .md.")
            self.strays.append(of_file(file, text.format(file=file)))
            self.warnings.append(self.strays[-1])
        else:
            self._read_article(path, file)

    def _read_article(self, path: Path, file: str) -> None:
        try:
            whole = read_whole(read_text(path, file), PurePosixPath(file), self.municipalities)
        except KontaktError as problem:
            self.problems += located(problem, file)
            return
        article = whole.article
        self.redirects += [
            (id, file, whole.document.line(("redirects", at))) for at, id in enumerate(article.redirects)
        ]
        if self._claim(article.id, file, 1):
            self.articles[article.id] = whole

    def _check_redirects(self) -> None:
        for id, file, line in self.redirects:
            self._claim(id, file, line)

    def _claim(self, id: str, file: str, line: int) -> bool:
        """Note that ``id`` belongs to a file; each may belong to one."""
        if owner := self.owners.get(id):
            text = _("the id “{id}” is taken by {other}, line {at}: give it to one of them.")
            self.problems.append(at_line(file, line, text.format(id=id, other=owner[0], at=owner[1])))
            return False
        self.owners[id] = (file, line)
        return True

    def _refuse_link(self, file: str) -> None:
        text = _("{file} is a link to another place: put the file itself there.")
        self.problems.append(of_file(file, text.format(file=file)))

    def _name(self, path: Path) -> str:
        """The path as it can stand in a sentence: a file may be called anything."""
        return visible(path.relative_to(self.folder).as_posix())
