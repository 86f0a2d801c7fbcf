"""``kontakt knowledge check``: what in the knowledge base ought to be looked at, for editors and for CI."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from kontakt.cli.output import OutputFormat, print_columns, print_json, print_line
from kontakt.cli.progress import shown_progress
from kontakt.database import reading
from kontakt.editor.exchange.knowledge_check import check_files, check_stored
from kontakt.installation.clock import utc_now
from kontakt.installation.opening import opened_database
from kontakt.knowledge.checking import RULES, CheckResult, PlacedFinding, Rule, Severity, rule
from kontakt.locale import N_, _, ngettext
from kontakt.locale.formats import OSLO, number

_NAMES = {Severity.ERROR: N_("error"), Severity.WARNING: N_("warning")}
_HEADINGS = {Severity.ERROR: N_("Errors"), Severity.WARNING: N_("Warnings")}


def check(
    context: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Argument(
            help=_("The folder with articles/; without one, what is stored is checked."),
            show_default=False,
            readable=False,  # the reader itself says it in one sentence
        ),
    ] = None,
    only: Annotated[
        list[str] | None, typer.Option("--rule", help=_("Check this rule alone. May be given more than once."))
    ] = None,
    rules: Annotated[
        bool, typer.Option("--rules", help=_("List the rules: what each means, and how to mend what it finds."))
    ] = False,
    spelling: Annotated[
        bool, typer.Option("--spelling", help=_("Look up the words too, if the extra “spelling” is installed."))
    ] = False,
    format: Annotated[OutputFormat, typer.Option(help=_("How to print."))] = OutputFormat.TABLE,
) -> None:
    """Ends with exit status 1 when there is an error."""
    chosen = tuple(rule(id) for id in dict.fromkeys(only)) if only else RULES
    if rules:
        _print_rules(chosen, format)
        return
    ids = {rule.id for rule in chosen}
    checked = _check(context, folder, spelling=spelling, asked=only or ())
    checked = replace(checked, found=tuple(placed for placed in checked.found if placed.finding.rule in ids))
    if format is OutputFormat.JSON:
        print_json(_plain(checked))
    else:
        _print(checked, chosen)
    if checked.count(Severity.ERROR):
        raise typer.Exit(1)


def _check(context: typer.Context, folder: Path | None, *, spelling: bool, asked: Collection[str]) -> CheckResult:
    now = utc_now()
    today = now.astimezone(OSLO).date()
    with shown_progress() as progress:
        if folder:
            return check_files(folder, today, progress, spelling=spelling, asked=asked)
        with opened_database(context.obj, now) as engine, reading(engine) as session:
            return check_stored(session, today, progress, spelling=spelling, asked=asked)


def _plain(checked: CheckResult) -> dict[str, Any]:
    return {
        "articles": checked.articles,
        "errors": checked.count(Severity.ERROR),
        "warnings": checked.count(Severity.WARNING),
        "findings": [
            {
                "file": placed.file,
                "line": placed.line,
                "rule": placed.finding.rule,
                "severity": placed.finding.severity.value,
                "article": placed.finding.article,
                "sentence": placed.finding.sentence,
            }
            for placed in checked.found
        ],
    }


def _print(checked: CheckResult, chosen: Iterable[Rule]) -> None:
    """Errors and then warnings, a line each, rule by rule; then how many of each."""
    by_rule = {rule.id: [placed for placed in checked.found if placed.finding.rule == rule.id] for rule in chosen}
    for severity in Severity:
        findings = [placed for rule in chosen if rule.severity is severity for placed in by_rule[rule.id]]
        if findings:
            print_line(_(_HEADINGS[severity]))
            for placed in findings:
                print_line(_line(placed))
            print_line()
    counts = [(rule, len(by_rule[rule.id])) for rule in chosen if by_rule[rule.id]]
    if counts:
        print_columns([(number(count), _(_NAMES[rule.severity]), rule.id) for rule, count in counts], figures={0})
        print_line()
    print_line(_counted(checked))


def _line(placed: PlacedFinding) -> str:
    """A finding as compilers print theirs, so that other programs find the place."""
    finding = placed.finding
    return f"{placed.file}:{placed.line}: {_(_NAMES[finding.severity])}: {finding.rule}: {finding.sentence}"


def _counted(checked: CheckResult) -> str:
    errors, warnings = checked.count(Severity.ERROR), checked.count(Severity.WARNING)
    return ", ".join(
        (
            ngettext("{count} article", "{count} articles", checked.articles).format(count=number(checked.articles)),
            ngettext("{count} error", "{count} errors", errors).format(count=number(errors)),
            ngettext("{count} warning", "{count} warnings", warnings).format(count=number(warnings)),
        )
    )


def _print_rules(chosen: Iterable[Rule], format: OutputFormat) -> None:
    if format is OutputFormat.JSON:
        print_json(
            [
                {"rule": rule.id, "severity": rule.severity.value, "means": rule.meaning(), "mend": _(rule.mend)}
                for rule in chosen
            ]
        )
        return
    for shown in chosen:
        print_line(f"{shown.id}  {_(_NAMES[shown.severity])}")
        print_line(f"  {shown.meaning()}")
        print_line(f"  {_(shown.mend)}")
