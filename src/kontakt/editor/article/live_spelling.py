"""The words of the article that is being written, looked up beside the typing, where there are dictionaries."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

from kontakt.editor.overview.overview import Overview
from kontakt.installation.dictionaries import are_installed
from kontakt.installation.dictionary_process import DictionaryProcess
from kontakt.knowledge.article import Article
from kontakt.knowledge.checking import SpellingCheck

log = logging.getLogger(__name__)


class LiveSpelling:
    """Starts the dictionaries' process when words are looked up first."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="spelling")  # not one of those that saving needs
        self._is_there = are_installed()
        self._process: DictionaryProcess | None = None
        self._check: SpellingCheck | None = None
        self._overview: Overview | None = None

    @property
    def is_there(self) -> bool:
        """Whether words can be looked up. Not on most machines: the dictionaries are an extra."""
        return self._is_there

    async def advice_on(self, article: Article, overview: Overview) -> dict[str, str]:
        """The first sentence on each field that has a word which no dictionary has, by the form's names. Takes seconds
        the first time, and some 100 ms for an article that was not looked at before. When it is cancelled before its
        turn comes, nothing is looked up."""
        return await asyncio.wrap_future(self._thread.submit(self._advice_on, article, overview))

    def _advice_on(self, article: Article, overview: Overview) -> dict[str, str]:
        found: dict[str, str] = {}
        if self._is_there:
            try:
                for place, sentence in self._checked(overview).sentences(article):
                    found.setdefault(str(place[0]), sentence)
            except (OSError, ValueError) as problem:
                if self._is_there:  # not closed meanwhile
                    log.warning("Words are not looked up any more: the dictionaries' process has ended (%r)", problem)
                self._is_there = False
        return found

    def _checked(self, overview: Overview) -> SpellingCheck:
        if self._process is None:
            self._process = DictionaryProcess()
            if not self._is_there:  # closed meanwhile
                self._process.close()
        if self._check is None or self._overview is not overview:
            spelling = self._process.spelling(overview.library.region.words_in_names)
            self._check = spelling.among(each.article for each in overview.health.values())
            self._overview = overview
        return self._check

    def close(self) -> None:
        """The room has closed: nothing is looked up any more."""
        self._is_there = False
        self._thread.shutdown(wait=False, cancel_futures=True)
        if self._process is not None:
            self._process.close()
