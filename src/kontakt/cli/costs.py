"""``kontakt costs``: what each municipality pays of a cost."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

import typer

from kontakt.cli.lead_figures import opened_lead_service, period_of
from kontakt.cli.output import print_document, print_json, print_line
from kontakt.files.spreadsheets import csv_file, neutral
from kontakt.inquiries.inquiry import UNKNOWN
from kontakt.lead.costs import Split, Weight, read_amount, read_key, split
from kontakt.lead.labels import municipality_name, period_name, unknown_left_out, which_count
from kontakt.lead.scope import Scope
from kontakt.library.names import KnownNames
from kontakt.locale import N_, _
from kontakt.locale.formats import OSLO, decimal, number, percent
from kontakt.reports.for_people import ReadableTable
from kontakt.reports.text_file import lines_of


class CostsFormat(StrEnum):
    TABLE = "table"
    JSON = "json"
    CSV = "csv"


_BY = {Weight.INHABITANTS: N_("By inhabitants"), Weight.INQUIRIES: N_("By inquiries")}
_WEIGHED = {Weight.INHABITANTS: N_("Inhabitants"), Weight.INQUIRIES: N_("Inquiries")}


def costs(
    context: typer.Context,
    amount: Annotated[str, typer.Argument(help=_("In kroner: 5466440.86 or “5 466 440,86”."))],
    key: Annotated[
        str, typer.Option(help=_("The part shared equally and the part shared by weight, in per cent: 40/60."))
    ],
    by: Annotated[
        Weight | None,
        typer.Option(
            help=_("What the second part is shared by; both beside each other unless given."), show_default=False
        ),
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(
            help=_("Whose inquiries count: 2026, 2026-Q4, 2026-11 …; this month unless given."), show_default=False
        ),
    ] = None,
    format: Annotated[CostsFormat, typer.Option(help=_("How to print."))] = CostsFormat.TABLE,
) -> None:
    """The inhabitants are those that the region's file gives."""
    oere, fixed = read_amount(amount), read_key(key)
    with opened_lead_service(context.obj) as service:
        scope = Scope(period=period_of(period, service.clock()))
        logged = {
            standing.municipality: standing.rate.inquiries
            for standing in service.standings(scope).municipalities
            if standing.municipality is not None
        }
        names = service.names
    shared = split(names.region, logged, oere, fixed, by)
    match format:
        case CostsFormat.JSON:
            print_json(_plain(shared, names, scope) | {"unknown_left_out": logged.get(UNKNOWN, 0)})
        case CostsFormat.CSV:
            print_document(csv_file(_cells(shared, names)))
        case CostsFormat.TABLE:
            _print(shared, names, scope)
            if Weight.INQUIRIES in shared.weights:
                for text in filter(None, (which_count(scope.period), unknown_left_out(logged))):
                    print_line(text)


def _print(shared: Split, names: KnownNames, scope: Scope) -> None:
    """A table with sums, and below it what it rests on."""
    rows = [
        (municipality_name(share.municipality, names), *_written(share.weighs, share.pays)) for share in shared.shares
    ]
    weight, paid = ({by: total_by(by) for by in shared.weights} for total_by in (shared.weight, shared.paid))
    rows.append((_("Sum"), *_written(weight, paid)))
    headings = _headings(shared)
    numeric = (False, *(True for _heading in headings[1:]))
    for line in lines_of(ReadableTable("", headings, numeric, tuple(rows))):
        print_line(line)
    rest = percent(1 - shared.fixed_percent / 100, 0)
    text = _("{fixed} shared equally, {rest} by weight. Inquiries of {period}. Amounts in kroner.")
    fixed = percent(shared.fixed_percent / 100, 0)
    print_line(text.format(fixed=fixed, rest=rest, period=period_name(scope.period)))
    if not all(weight.values()):
        print_line(_("Where nothing weighs anything, everything is shared equally."))


def _headings(shared: Split) -> tuple[str, ...]:
    return (_("Municipality"), *(_(title) for by in shared.weights for title in (_WEIGHED[by], _BY[by])))


def _written(weighs: Mapping[Weight, int], pays: Mapping[Weight, int]) -> Iterator[str]:
    for by, oere in pays.items():
        yield number(weighs[by])
        yield decimal(Decimal(oere) / 100, 2)


def _cells(shared: Split, names: KnownNames) -> Iterator[Sequence[str]]:
    """For a spreadsheet: amounts with a decimal comma, and no sums that would be added up once more."""
    yield (_("Municipality number"), *_headings(shared))
    for share in shared.shares:
        figures = (text for by in shared.weights for text in (str(share.weighs[by]), _comma(share.pays[by])))
        yield (share.municipality, neutral(municipality_name(share.municipality, names)), *figures)


def _comma(oere: int) -> str:
    return f"{oere // 100},{oere % 100:02}"


def _plain(shared: Split, names: KnownNames, scope: Scope) -> dict[str, Any]:
    """All amounts in whole øre."""
    return {
        "amount": shared.amount,
        "fixed_percent": shared.fixed_percent,
        "from": scope.period.start.astimezone(OSLO).date().isoformat(),
        "until": scope.period.end.astimezone(OSLO).date().isoformat(),
        "municipalities": [
            {
                "number": share.municipality,
                "name": municipality_name(share.municipality, names),
                **{by.value: {"weight": share.weighs[by], "pays": share.pays[by]} for by in shared.weights},
            }
            for share in shared.shares
        ],
    }
