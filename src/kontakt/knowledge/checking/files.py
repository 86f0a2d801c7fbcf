"""Checking files: each finding with the file and the line that an editor opens."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from kontakt.errors import KontaktError
from kontakt.files.strict_yaml import Located, of_file
from kontakt.knowledge.article import Theme
from kontakt.knowledge.base import Knowledge
from kontakt.knowledge.checking.article import check_articles
from kontakt.knowledge.checking.finding import Finding, Severity
from kontakt.knowledge.checking.rules import rule
from kontakt.knowledge.checking.spelling import Spelling
from kontakt.knowledge.files import Survey, Track, survey_folder, untracked
from kontakt.knowledge.files.folder import article_file, located
from kontakt.knowledge.files.reader import WholeArticle, read_whole
from kontakt.knowledge.files.writer import NO_NAMES, format_article
from kontakt.locale import _


@dataclass(frozen=True, slots=True)
class PlacedFinding:
    """A finding with its place: ``file`` is relative to the folder, ``line`` counts from 1."""

    file: str
    line: int
    finding: Finding


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What was found in ``articles`` articles, by file and line, and on one line by rule."""

    articles: int
    found: tuple[PlacedFinding, ...]

    def count(self, severity: Severity) -> int:
        return sum(placed.finding.severity is severity for placed in self.found)


def check_folder(
    folder: Path,
    municipalities: Mapping[str, str] | None,
    today: date,
    *,
    reading: Track = untracked,
    comparing: Track = untracked,
    spelling: Spelling | None = None,
    asked: Collection[str] = (),
) -> CheckResult:
    """Check a knowledge folder. What cannot be read is a finding, and the rest is checked all the same.
    ``municipalities`` maps the region's numbers to names (None: unchecked); without
    ``spelling`` no words are looked up. ``asked`` as in check_articles.

    Raises KontaktError for a folder that is none.
    """
    survey = survey_folder(folder, municipalities, track=reading)
    findings = [*broken(survey.problems), *_alike_but_for_case(survey), *_placed("stray-file", survey.strays)]
    return _checked(survey.articles, survey.themes or (), today, findings, comparing, spelling, asked)


def check_knowledge(
    knowledge: Knowledge,
    municipalities: Mapping[str, str] | None,
    today: date,
    *,
    reading: Track = untracked,
    comparing: Track = untracked,
    spelling: Spelling | None = None,
    asked: Collection[str] = (),
) -> CheckResult:
    """Check stored knowledge, as check_folder: files and lines are those of its canonical files, as an export writes
    them."""
    wholes: list[WholeArticle] = []
    findings: list[PlacedFinding] = []
    for article in reading(knowledge.articles):
        file = article_file(article)
        text = format_article(article, municipalities or NO_NAMES)
        try:
            wholes.append(read_whole(text, PurePosixPath(file), municipalities))
        except KontaktError as problem:
            findings += broken(located(problem, file))
    return _checked(wholes, knowledge.themes, today, findings, comparing, spelling, asked)


def broken(problems: Iterable[Located]) -> Iterator[PlacedFinding]:
    """What cannot be read, as findings."""
    return _placed("form", problems)


def _checked(
    wholes: Iterable[WholeArticle],
    themes: Iterable[Theme],
    today: date,
    placed: list[PlacedFinding],
    comparing: Track,
    spelling: Spelling | None,
    asked: Collection[str],
) -> CheckResult:
    documents = {whole.article.id: whole.document for whole in wholes}
    findings = check_articles(
        (whole.article for whole in wholes), themes, today, track=comparing, spelling=spelling, asked=asked
    )
    for finding in findings:
        document = documents[finding.article]
        placed.append(PlacedFinding(document.file, document.line(finding.place), finding))
    placed.sort(key=lambda finding: (finding.file, finding.line))
    return CheckResult(len(documents), tuple(placed))


def _placed(id: str, sentences: Iterable[Located]) -> Iterator[PlacedFinding]:
    severity = rule(id).severity
    for sentence in sentences:
        article = PurePosixPath(sentence.file).stem
        yield PlacedFinding(sentence.file, sentence.line, Finding(id, severity, article, (), sentence.sentence))


def _alike_but_for_case(survey: Survey) -> Iterator[PlacedFinding]:
    """Files whose ids are one where case is not told apart, whatever their themes."""
    files = {problem.file for problem in survey.problems} | {whole.document.file for whole in survey.articles}
    alike: defaultdict[str, list[str]] = defaultdict(list)
    # The one in small letters comes first, and may stay.
    for file in sorted(files, key=lambda file: (PurePosixPath(file).stem.swapcase(), file)):
        alike[PurePosixPath(file).stem.casefold()].append(file)
    text = _("The name differs only by case from {other}: give the article an id of its own.")
    for first, *others in alike.values():
        differing = (file for file in others if PurePosixPath(file).stem != PurePosixPath(first).stem)
        yield from _placed("id-case", (of_file(file, text.format(other=first)) for file in differing))
