"""``kontakt log``, ``undo`` and ``today``."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any

import typer

from kontakt.cli.output import OutputFormat, print_columns, print_error, print_json, print_line
from kontakt.cli.parse import article_of, code, is_unknown, municipality_number, notice_called, unit_of
from kontakt.database import DatabaseUnavailable
from kontakt.database.migrate import DatabaseNewer
from kontakt.desk.contact_texts import outcome_name
from kontakt.desk.corrections import without_note
from kontakt.desk.logbook import Logbook
from kontakt.desk.own_texts import not_of_own, nothing_of_own
from kontakt.desk.service import DeskService
from kontakt.desk.session import DeskSession
from kontakt.errors import KontaktError
from kontakt.firstline import Cause, Count, Outcome, Proportion, first_line_rate
from kontakt.firstline.outcomes import CountsAs, counts_as
from kontakt.inquiries.delivery import Undelivered
from kontakt.inquiries.inquiry import CallerType, Channel, Inquiry, TransferResult, may_be_unknown
from kontakt.inquiries.journal.journal import Journal, JournalUnavailable
from kontakt.inquiries.privacy_guard import NOTE_LENGTH, masked_note
from kontakt.installation.data_folder import make_data_folder
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.installation.signed_in import refuse_who_is_no_agent
from kontakt.library.labels import LEFT_OUT, OUTCOMES
from kontakt.library.library import Library
from kontakt.locale import _, language
from kontakt.locale.formats import number, percent
from kontakt.notices.notice import Notice

_FORMAT = typer.Option(help=_("How to print."))
_Municipality = Annotated[
    str | None,
    typer.Option(
        help=_("Its name or four-digit number; unknown (ukjent) or none with not_ours and void alone."),
        show_default=False,
    ),
]
_Cause = Annotated[
    str | None,
    typer.Option(help=_("Why it was forwarded: one of {codes}.").format(codes=", ".join(Cause)), show_default=False),
]
_Unit = Annotated[
    str | None,
    typer.Option(help=_("The unit that a caller was put through to: its id or its name."), show_default=False),
]
_Notice = Annotated[
    str | None,
    typer.Option(
        help=_("The notice that was told of: words of its title, or the beginning of its id."), show_default=False
    ),
]
_TransferResult = Annotated[
    str | None,
    typer.Option(
        help=_("What came of a transfer: one of {codes}.").format(codes=", ".join(TransferResult)),
        show_default=False,
    ),
]

_Note = Annotated[str, typer.Option(help=_("At most {most} characters.").format(most=NOTE_LENGTH), show_default=False)]
_CallerType = Annotated[str, typer.Option(help=_("One of {codes}.").format(codes=", ".join(CallerType)))]


def log(
    context: typer.Context,
    outcome: Annotated[str, typer.Option(help=_("One of {codes}.").format(codes=", ".join(Outcome)))],
    municipality: _Municipality = None,
    article: Annotated[str | None, typer.Option(help=_("The article's id."), show_default=False)] = None,
    notice: _Notice = None,
    cause: _Cause = None,
    warm: Annotated[bool, typer.Option("--warm", help=_("A transfer was warm."))] = False,
    unit: _Unit = None,
    transfer_result: _TransferResult = None,
    channel: Annotated[str, typer.Option(help=_("One of {codes}.").format(codes=", ".join(Channel)))] = "phone",
    caller_type: _CallerType = "resident",
    query: Annotated[str, typer.Option(help=_("The search that found the article."), show_default=False)] = "",
    note: _Note = "",
    format: Annotated[OutputFormat, _FORMAT] = OutputFormat.TABLE,
) -> None:
    refuse_who_is_no_agent(context.obj)
    chosen, why = code("--outcome", outcome, Outcome), code("--cause", cause, Cause) if cause else None
    result = code("--transfer-result", transfer_result, TransferResult) if transfer_result else None
    _check(chosen, why, notice)
    _check_transfer(chosen, {"--warm": warm, "--unit": unit, "--transfer-result": result})
    unknown = _unknown(municipality, chosen)
    make_data_folder(context.obj)
    with LazyEngine(context.obj) as database:
        service = DeskService(context.obj, database)
        library = service.best_library()
        with Journal(context.obj.journal_path) as journal:
            session = DeskSession(context.obj, journal, library)
            session.new_call()
            session.choose_municipality(None if unknown else municipality_number(municipality, library.region))
            session.finder.set_search_text(query)
            if about := article_of(article, library):
                session.finder.pin(about.id)
            if notice is not None:
                session.finder.choose_notice(notice_called(notice, _standing(library, session.clock())))
            session.write_note(note)
            session.calls.set_channel(code("--channel", channel, Channel))
            session.calls.set_caller_type(code("--caller-type", caller_type, CallerType))
            put_through = unit_of(unit, library.contacts, session.municipality)
            inquiry = session.log(
                chosen,
                cause=why,
                warm=warm,
                unit=put_through.unit_key if put_through else None,
                transfer_result=result,
            )
        delivered = try_to_deliver(service)
    _print_logged(inquiry, library, delivered, format)
    if masked := masked_note(inquiry.note):
        print_error(masked)


def _print_logged(inquiry: Inquiry, library: Library, delivered: bool, format: OutputFormat) -> None:
    if format is OutputFormat.JSON:
        put_through = {"unit": inquiry.unit} if inquiry.unit else {}
        about = {"notice": str(inquiry.notice)} if inquiry.notice else {}
        plain = {"id": str(inquiry.id), "outcome": inquiry.outcome.value, **put_through, **about}
        print_json({**plain, "delivered": delivered})
        return
    where = _("in the shared log") if delivered else _("safe in the journal, delivered when the database is back")
    notice = library.notices.of_id(inquiry.notice)
    said = (
        _("Logged {outcome}, about “{notice}”: {id} ({where}).") if notice else _("Logged {outcome}: {id} ({where}).")
    )
    title = notice.title_in(language()) if notice else ""
    print_line(said.format(outcome=outcome_name(inquiry, library), notice=title, id=inquiry.id, where=where))


def _check(outcome: Outcome, cause: Cause | None, notice: str | None) -> None:
    forwarded = counts_as(outcome) is CountsAs.FORWARDED
    if forwarded and cause is None:
        text = _("--outcome {outcome} needs a --cause: one of {causes}.")
        raise KontaktError(text.format(outcome=outcome, causes=", ".join(Cause)))
    if cause and not forwarded:
        text = _("--cause {cause} belongs to a forwarded inquiry, and {outcome} is none: leave it out.")
        raise KontaktError(text.format(cause=cause, outcome=outcome))
    if notice is not None and outcome is Outcome.VOID:
        raise KontaktError(
            _("--notice does not belong to {outcome}, which is about none: leave it out.").format(outcome=outcome)
        )


def _check_transfer(outcome: Outcome, given: Mapping[str, object]) -> None:
    """Whether what is given by these options belongs to the outcome. Raises KontaktError."""
    option = next((option for option, value in given.items() if value), None)
    if option and outcome is not Outcome.TRANSFERRED:
        text = _("{option} belongs to {transferred}, not to {outcome}: leave it out.")
        raise KontaktError(text.format(option=option, transferred=Outcome.TRANSFERRED, outcome=outcome))


def _standing(library: Library, now: datetime) -> tuple[Notice, ...]:
    """Those that have not ended."""
    return tuple(each for each in library.notices.every if each.ends > now)


def _unknown(municipality: str | None, outcome: Outcome) -> bool:
    """Whether the municipality is said to be unknown, or not said at all. Raises KontaktError where it must be
    known."""
    if municipality is not None and not is_unknown(municipality):
        return False
    if not may_be_unknown(outcome):
        allowed = " or ".join(each for each in Outcome if may_be_unknown(each))
        text = _("--outcome {outcome} needs a known --municipality: only {allowed} may be of an unknown one.")
        raise KontaktError(text.format(outcome=outcome, allowed=allowed))
    return True


def try_to_deliver(service: DeskService) -> bool:
    """Deliver what waits in the journal; False where it has to go on waiting."""
    try:
        deliver(service)
    except (DatabaseUnavailable, DatabaseNewer, JournalUnavailable, Undelivered):
        return False
    return True


def deliver(service: DeskService) -> None:
    """Deliver what waits in the journal, and tell of damage that was found in it. Raises KontaktError."""
    try:
        service.deliver()
    finally:
        if service.journal_damage:
            print_error(service.journal_damage)


def undo(
    context: typer.Context,
    id: Annotated[
        str | None,
        typer.Argument(help=_("The inquiry's id, as log prints it; without it, your newest."), show_default=False),
    ] = None,
    note: Annotated[bool, typer.Option("--note", help=_("Empty its note alone, in the history too."))] = False,
    format: Annotated[OutputFormat, _FORMAT] = OutputFormat.TABLE,
) -> None:
    """One of the last {undo_days} days. It goes with its note and its search text."""
    make_data_folder(context.obj)
    with LazyEngine(context.obj) as database:
        service = DeskService(context.obj, database)
        own = service.own_inquiries()
        entry = next((each for each in own if id is None or str(each.inquiry.id) == id.lower()), None)
        if entry is None:
            raise KontaktError(nothing_of_own() if id is None else not_of_own(id))
        with Journal(context.obj.journal_path) as journal:
            logbook = Logbook(journal, service.clock)
            if note:
                logbook.correct(entry, without_note(entry.inquiry))
            else:
                logbook.withdraw(entry)
        delivered = try_to_deliver(service)
    if format is OutputFormat.JSON:
        print_json({"id": str(entry.inquiry.id), "withdrawn": not note, "delivered": delivered})
    else:
        done = _("The note is emptied: {outcome}, {id}.") if note else _("Withdrawn: {outcome}, {id}.")
        print_line(done.format(outcome=_(OUTCOMES[entry.inquiry.outcome]), id=entry.inquiry.id))


def today(context: typer.Context, format: Annotated[OutputFormat, _FORMAT] = OutputFormat.TABLE) -> None:
    make_data_folder(context.obj)
    with LazyEngine(context.obj) as database:
        service = DeskService(context.obj, database)
        deliver(service)
        counted = service.today()
    if format is OutputFormat.JSON:
        print_json(
            {
                "own": _plain(counted.own) | {"unknown_municipality": counted.own_unknown},
                "region": _plain(counted.all) | {"unknown_municipality": counted.all_unknown},
            }
        )
        return
    own = list(_figures(counted.own, counted.own_unknown))
    region = list(_figures(counted.all, counted.all_unknown))
    labels = [*(_(OUTCOMES[outcome]) for outcome in Outcome), _("All"), _("Of unknown municipality")]
    labels += [_("Gross"), _("Net"), _("Left out of net")]
    print_columns([("", _("Own"), counted.region), *zip(labels, own, region, strict=True)])
    print_line(
        _(
            "Gross is resolved / (resolved + forwarded), with its 95 % interval. Net leaves out what needs a decision, ongoing cases, and articles that no first line can resolve."
        )
    )


def _figures(counts: Sequence[Count], unknown: int) -> Iterator[str]:
    """One column of the table: the outcomes, all of them and those of unknown municipality among them, the gross and
    the net rate, and what net leaves out."""
    rate, by_outcome = first_line_rate(counts), _by_outcome(counts)
    yield from (number(by_outcome[outcome]) for outcome in Outcome)
    yield number(rate.inquiries)
    yield number(unknown)
    yield from (_share(proportion) for proportion in (rate.gross, rate.net))
    reasons = (_(LEFT_OUT[reason]).format(count=number(n)) for reason, n in rate.left_out_of_net.items())
    yield ", ".join(reasons) or number(0)


def _share(proportion: Proportion | None) -> str:
    if proportion is None:
        return "–"
    low, high = (percent(bound) for bound in (proportion.interval.low, proportion.interval.high))
    return _("{share} of {total} ({low} to {high})").format(
        share=percent(proportion.share), total=number(proportion.total), low=low, high=high
    )


def _plain(counts: Sequence[Count]) -> dict[str, Any]:
    rate = first_line_rate(counts)
    by_outcome = _by_outcome(counts)
    return {
        "outcomes": {outcome.value: by_outcome[outcome] for outcome in Outcome},
        "inquiries": rate.inquiries,
        "gross": _proportion(rate.gross),
        "net": _proportion(rate.net),
        "left_out_of_net": {reason.value: n for reason, n in rate.left_out_of_net.items()},
    }


def _proportion(proportion: Proportion | None) -> dict[str, Any] | None:
    if proportion is None:
        return None
    interval = proportion.interval
    return {
        "resolved": proportion.resolved,
        "total": proportion.total,
        "share": proportion.share,
        "interval": [interval.low, interval.high],
    }


def _by_outcome(counts: Sequence[Count]) -> Counter[Outcome]:
    by_outcome: Counter[Outcome] = Counter()
    for count in counts:
        by_outcome[count.outcome] += count.n
    return by_outcome
