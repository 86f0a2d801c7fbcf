"""A notice as fields of text, the way an agent types it; and what is wrong with them, field by field."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, time
from types import MappingProxyType
from typing import Any
from uuid import uuid4

from kontakt.files.validation import Problems
from kontakt.library.labels import NOTICE_KINDS, NOTICE_PRIORITIES
from kontakt.library.library import Library
from kontakt.library.names import title_of
from kontakt.locale import N_, _, language
from kontakt.locale.formats import OSLO
from kontakt.notices.notice import Notice, NoticeKind, NoticePriority
from kontakt.notices.notice_input import InvalidNotice, make_notice
from kontakt.presence.stretch_texts import day_that_ends
from kontakt.presence.until import end_of_day, likely_slip, read_begin, read_until
from kontakt.search import fold

FIELD_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "title": N_("What happens"),
        "municipalities": N_("Municipalities"),
        "ends": N_("Until"),
        "text": N_("What to tell"),
        "kind": N_("Kind"),
        "priority": N_("Priority"),
        "places": N_("Places"),
        "begins": N_("From"),
        "next_word": N_("Next news"),
        "told_first": N_("Told first"),
        "articles": N_("Articles"),
        "title_nn": N_("What happens, in nynorsk"),
        "text_nn": N_("What to tell, in nynorsk"),
    }
)
"""The fields in the order of the screen, and what they are called there."""

SEVERAL_LINES = ("text", "text_nn", "told_first", "articles")


class InvalidForm(Problems):
    """``by_field`` has a sentence for each field that is wrong."""

    def __init__(self, by_field: Mapping[str, str]) -> None:
        self.by_field = dict(by_field)
        super().__init__(self.by_field.values())


class NoticeForm:
    """``texts`` are the fields of a notice that is changed (``before``), or of a new one: of this ``kind`` (None: it is
    chosen later), for the municipality with this number (None: for all), until the end of the day. ``now`` is UTC."""

    def __init__(
        self,
        library: Library,
        now: datetime,
        *,
        before: Notice | None = None,
        kind: NoticeKind | None = NoticeKind.ROUTINE,
        municipality: str | None = None,
    ) -> None:
        self.before = before
        self._library = library
        self._now = now
        self._id = before.id if before else uuid4()
        self._clean = self._texts_of(before) if before else self._new_texts(kind, municipality)
        self.texts = dict(self._clean)

    @property
    def is_changed(self) -> bool:
        return self.texts != self._clean

    def change(self, values: Mapping[str, str]) -> None:
        """Take over what the fields hold."""
        self.texts = {**self.texts, **values}

    def go_over(self, theirs: Notice) -> None:
        """Make the next notice one that is stored over what somebody else has made of it meanwhile (``theirs``): the
        fields stay, and whoever was told first stays told."""
        self.before = replace(self.before or theirs, revision=theirs.revision, told_first=theirs.told_first)

    def notice(self) -> Notice:
        """The notice that the fields make. Raises InvalidForm."""
        problems: dict[str, str] = {}
        values = dict(self._values(problems))
        try:
            made = make_notice(values, self._id, self.before, {name: _(text) for name, text in FIELD_NAMES.items()})
        except InvalidNotice as invalid:
            problems = {**invalid.first_by(lambda place: str(place[0])), **problems}
        if problems:
            raise InvalidForm({name: problems[name] for name in FIELD_NAMES if name in problems})
        return made

    # --- from a notice to texts ------------------------------------------------------------------------------

    def _new_texts(self, kind: NoticeKind | None, municipality: str | None) -> dict[str, str]:
        texts = dict.fromkeys(FIELD_NAMES, "")
        return texts | {
            "kind": _(NOTICE_KINDS[kind]) if kind else "",
            "priority": _(NOTICE_PRIORITIES[NoticePriority.NORMAL]),
            "municipalities": self._library.region.name_of(municipality) if municipality else "",
            "ends": moment_text(end_of_day(self._now)),
        }

    def _texts_of(self, notice: Notice) -> dict[str, str]:
        articles = [self._library.article(id) for id in notice.articles]
        return {
            "title": notice.title,
            "title_nn": notice.title_nn,
            "text": notice.text,
            "text_nn": notice.text_nn,
            "kind": _(NOTICE_KINDS[notice.kind]),
            "priority": _(NOTICE_PRIORITIES[notice.priority]),
            "municipalities": ", ".join(self._library.region.name_of(each) for each in notice.municipalities),
            "places": ", ".join(notice.places),
            "begins": moment_text(notice.begins, begins=True),
            "ends": moment_text(notice.ends),
            "next_word": moment_text(notice.next_word) if notice.next_word else "",
            "told_first": "\n".join(each.who for each in notice.told_first),
            "articles": "\n".join(
                title_of(article, language()) if article else id
                for id, article in zip(notice.articles, articles, strict=True)
            ),
        }

    # --- from texts to values --------------------------------------------------------------------------------

    def _values(self, problems: dict[str, str]) -> Iterable[tuple[str, Any]]:
        texts = self.texts
        for name in ("title", "title_nn", "text", "text_nn"):
            yield name, texts[name].strip()
        yield "kind", self._one_of(NOTICE_KINDS, "kind", problems)
        yield "priority", self._one_of(NOTICE_PRIORITIES, "priority", problems)
        yield "municipalities", self._municipalities(problems)
        yield "places", tuple(filter(None, (each.strip() for each in texts["places"].split(","))))
        yield "told_first", tuple(filter(None, (each.strip() for each in texts["told_first"].split("\n"))))
        yield "articles", self._articles(problems)
        begins = self._begins(problems)
        yield "begins", begins
        after = max(begins, self._now)
        for name in ("ends", "next_word"):
            yield name, self._later(name, after, problems)

    def _begins(self, problems: dict[str, str]) -> datetime:
        text = self.texts["begins"].strip()
        if self.before and text == self._clean["begins"]:
            return self.before.begins
        if not text:
            return self._now
        moment = read_begin(text, self._now)
        if moment is None:
            problems["begins"] = _no_time(text)
        return moment or self._now

    def _later(self, name: str, after: datetime, problems: dict[str, str]) -> datetime | None:
        text = self.texts[name].strip()
        if self.before and text == self._clean[name]:
            return self.before.ends if name == "ends" else self.before.next_word
        moment = read_until(text, after) if text else None
        if moment is None and text and name == "ends" and read_until(text, self._now):
            problems[name] = _("It would end before it begins: write a later end.")
        elif moment is None and text:
            problems[name] = _no_time(text)
        elif moment is None and name == "ends":
            problems[name] = _("A notice always ends: write until when, such as 15:00, fredag or 24.12.")
        elif moment and (slip := likely_slip(text, after, moment, self.texts["begins"])):
            problems[name] = slip
        return moment

    def _one_of(self, labels: Mapping[Any, str], name: str, problems: dict[str, str]) -> Any:
        wanted = fold(self.texts[name].strip())
        fitting = [value for value, label in labels.items() if wanted and fold(_(label)).startswith(wanted)]
        if len(fitting) == 1:
            return fitting[0]
        names = ", ".join(_(label) for label in labels.values())
        problems[name] = _("Write one of these: {names}.").format(names=names)
        return next(iter(labels))

    def _municipalities(self, problems: dict[str, str]) -> tuple[str, ...]:
        region, numbers = self._library.region, []
        for text in filter(None, (each.strip() for each in self.texts["municipalities"].split(","))):
            wanted = fold(text)
            fitting = [
                each for each in region.municipalities if fold(each.name).startswith(wanted) or each.number == text
            ]
            exact = [each for each in fitting if fold(each.name) == wanted]
            if len(found := exact or fitting) == 1:
                numbers.append(found[0].number)
            else:
                names = ", ".join(each.name for each in region.municipalities)
                problems["municipalities"] = _("“{text}” is not in the region: choose among {names}.").format(
                    text=text, names=names
                )
        return tuple(numbers)

    def _articles(self, problems: dict[str, str]) -> tuple[str, ...]:
        ids = {fold(title): each.id for each in self._library.articles.values() for title in each.titles}
        found = []
        for text in filter(None, (each.strip() for each in self.texts["articles"].split("\n"))):
            article = self._library.article(text)
            if id := ids.get(fold(text)) or (article.id if article else None):
                found.append(id)
            elif self.before and text in self.before.articles:
                found.append(text)  # one that is archived meanwhile
            else:
                problems["articles"] = _("“{text}” is the title of no article: F8 lists them.").format(text=text)
        return tuple(found)


def moment_text(moment: datetime, *, begins: bool = False) -> str:
    """A moment as it is typed: ``24.12.2026 12:00``; of a midnight the day alone, that ends with it, or that begins."""
    local = moment.astimezone(OSLO)
    day = local.date() if begins else day_that_ends(moment)
    if day is None or (begins and local.time() != time.min):
        return f"{local:%d.%m.%Y %H:%M}"
    return f"{day:%d.%m.%Y}"


def read_end(text: str, now: datetime) -> datetime:
    """Until when, as it is typed. Raises ValueError with the sentence that says what is wrong."""
    moment = read_until(text, now)
    if moment is None:
        raise ValueError(_no_time(text))
    if slip := likely_slip(text, now, moment):
        raise ValueError(slip)
    return moment


def _no_time(text: str) -> str:
    return _("“{text}” is no time that is to come: write 15:00, fredag, 24.12 or 24.12 12:00.").format(text=text)
