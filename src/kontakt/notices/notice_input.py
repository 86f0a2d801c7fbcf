"""What people give for a notice, checked before it becomes one."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, Field, ValidationError

from kontakt.files.validation import (
    AS_IN_FILES,
    MunicipalityNumber,
    PeoplesInput,
    Place,
    PlacedProblems,
    Slug,
    Unique,
    can_be_said,
    explained,
    one_line,
    paragraphs,
)
from kontakt.locale import _
from kontakt.notices.notice import LONGEST, Notice, NoticeKind, NoticePriority, ToldFirst
from kontakt.privacy import holds_private_number

Title = Annotated[str, AfterValidator(one_line(100)), AfterValidator(can_be_said)]
Text = Annotated[str, AfterValidator(paragraphs(1000))]
Words = Annotated[str, AfterValidator(one_line(60)), AfterValidator(can_be_said)]

Told = Annotated[str, AfterValidator(one_line(200)), AfterValidator(can_be_said)]


class NoticeInput(PeoplesInput):
    kind: NoticeKind
    title: Title
    title_nn: Title | None = None
    text: Text | None = None
    text_nn: Text | None = None
    municipalities: Annotated[tuple[MunicipalityNumber, ...], Field(max_length=400), Unique] = ()
    places: Annotated[tuple[Words, ...], Field(max_length=20), Unique] = ()
    articles: Annotated[tuple[Slug, ...], Field(max_length=50), Unique] = ()
    begins: datetime
    ends: datetime
    next_word: datetime | None = None
    priority: NoticePriority = NoticePriority.NORMAL
    told_first: Annotated[tuple[Told, ...], Field(max_length=20), Unique] = ()


class InvalidNotice(PlacedProblems):
    """What is wrong with a notice that somebody gave."""


def make_notice(
    values: Mapping[str, Any], id: UUID, before: Notice | None = None, names: Mapping[str, str] = AS_IN_FILES
) -> Notice:
    """The notice that a person's values make, normalised, in the place of ``before`` (None: a new one): whoever was
    told first stays told. ``names`` are what the person knows its fields as. Times are UTC. Raises InvalidNotice."""
    given = {name: value for name, value in values.items() if value not in ("", None)}
    try:
        valid = NoticeInput.model_validate(given)
    except ValidationError as error:
        raise InvalidNotice(explained(error, NoticeInput.model_fields, names)) from None
    if problems := [*_wrong_times(valid), *_private(valid)]:
        raise InvalidNotice(problems)
    told = {each.who: each for each in before.told_first} if before else {}
    fields = {name: value for name, value in valid if value is not None}
    fields["told_first"] = tuple(told.get(who) or ToldFirst(who) for who in valid.told_first)
    return Notice(id=id, revision=before.revision if before else 0, **fields)


def _wrong_times(valid: NoticeInput) -> Iterator[tuple[Place, str]]:
    if valid.ends <= valid.begins:
        yield ("ends",), _("It would end before it begins: write a later end.")
    elif valid.ends > valid.begins + LONGEST:
        yield (
            ("ends",),
            _("A notice lasts at most {days} days: what holds for longer belongs into an article.").format(
                days=LONGEST.days
            ),
        )
    if valid.next_word and not valid.begins <= valid.next_word <= valid.ends:
        yield ("next_word",), _("The next news is to come while it holds: write another time.")


def _private(valid: NoticeInput) -> Iterator[tuple[Place, str]]:
    for name, value in valid:
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str) and holds_private_number(text):
                yield (name,), _("An identity number, a bank account or a card stands here: take it out.")
