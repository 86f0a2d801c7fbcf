"""What codes are called on the screen: outcomes, causes, channels, callers, verdicts, states of an article. Both faces
use these.

The names are marked here and translated where they are drawn: ``_(OUTCOMES[outcome])``.
"""

from kontakt.firstline import LeftOut, Rate, Verdict
from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.inquiries.inquiry import CallerType, Channel, TransferResult
from kontakt.knowledge.article import FirstLine, Status
from kontakt.locale import N_, _
from kontakt.locale.formats import percent
from kontakt.notices.notice import NoticeKind, NoticePriority, NoticeState

OUTCOMES = {
    Outcome.ANSWERED: N_("Answered"),
    Outcome.GUIDED: N_("Guided to self-service"),
    Outcome.BOOKED: N_("Appointment booked"),
    Outcome.TRANSFERRED: N_("Transferred"),
    Outcome.MESSAGE: N_("Message taken"),
    Outcome.CASE: N_("Made a case"),
    Outcome.NOT_OURS: N_("Not ours"),
    Outcome.VOID: N_("Wrong number or dropped"),
}

CAUSES = {
    Cause.NO_ANSWER: N_("Found no answer"),
    Cause.WRONG_ANSWER: N_("The answer was wrong or unclear"),
    Cause.NO_ACCESS: N_("No access to the system"),
    Cause.DECISION: N_("Needs a decision"),
    Cause.ONGOING_CASE: N_("Ongoing case"),
    Cause.INSISTED: N_("Wanted the case worker"),
}

TRANSFER_RESULTS = {
    TransferResult.TAKEN: N_("Taken"),
    TransferResult.NO_ANSWER: N_("Nobody answered"),
    TransferResult.CAME_BACK: N_("Came back"),
}

CHANNELS = {
    Channel.PHONE: N_("Phone"),
    Channel.COUNTER: N_("Counter"),
    Channel.EMAIL: N_("E-mail"),
    Channel.CHAT: N_("Chat"),
}

CALLER_TYPES = {
    CallerType.RESIDENT: N_("Resident"),
    CallerType.CABIN_OWNER: N_("Cabin owner"),
    CallerType.BUILDER: N_("Builder"),
    CallerType.BUSINESS: N_("Business"),
    CallerType.PUBLIC_BODY: N_("Public body"),
}

NOTICE_KINDS = {
    NoticeKind.ROAD: N_("Road"),
    NoticeKind.WATER: N_("Water and sewer"),
    NoticeKind.POWER: N_("Power cut"),
    NoticeKind.SYSTEM: N_("System down"),
    NoticeKind.WEATHER: N_("Weather"),
    NoticeKind.PLANNED_WORK: N_("Planned work"),
    NoticeKind.FREEZE: N_("Change freeze"),
    NoticeKind.ROUTINE: N_("Routine"),
}

NOTICE_PRIORITIES = {
    NoticePriority.URGENT: N_("urgent"),
    NoticePriority.NORMAL: N_("normal"),
    NoticePriority.LOW: N_("low"),
}

NOTICE_STATES = {
    NoticeState.PLANNED: N_("planned"),
    NoticeState.CURRENT: N_("current"),
    NoticeState.OVERDUE: N_("news is due"),
    NoticeState.ENDED: N_("ended"),
}

STATUSES = {
    Status.DRAFT: N_("draft"),
    Status.PUBLISHED: N_("published"),
    Status.ARCHIVED: N_("archived"),
}

FIRST_LINES = {FirstLine.USUALLY: N_("usually"), FirstLine.NEVER: N_("never")}

LEFT_OUT = {
    LeftOut.DECISION: N_("{count} needing a decision"),
    LeftOut.ONGOING_CASE: N_("{count} on ongoing cases"),
    LeftOut.NEVER: N_("{count} that no first line can resolve"),
}

VERDICTS = {
    Verdict.REACHED: N_("reached"),
    Verdict.NOT_REACHED: N_("not reached"),
    Verdict.UNCERTAIN: N_("uncertain"),
    Verdict.NO_TARGET: N_("no target"),
    Verdict.NOTHING: N_("nothing logged"),
}

VERDICT_SIGNS = {Verdict.REACHED: "✓", Verdict.NOT_REACHED: "✗", Verdict.UNCERTAIN: "?"}
"""Stands before the word: a verdict is seen without reading, and not by its colour alone."""


def verdict_in_words(rate: Rate) -> str:
    """The verdict, and that it is one of few inquiries."""
    said = _(VERDICTS[rate.verdict])
    return _("{verdict}, of few").format(verdict=said) if rate.is_of_few else said


def target_percent(target: float) -> str:
    """A target, in per cent: with a decimal where it is the mean of several ones, ``78,5 %``."""
    return percent(target / 100, 0 if float(target).is_integer() else 1)
