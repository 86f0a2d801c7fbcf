"""``kontakt knowledge import``: what it asks, and what it shows."""

import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from kontakt.cli.interrupts import nothing_stored
from kontakt.cli.output import agreed, answer_to, print_error, print_line
from kontakt.cli.progress import shown_progress
from kontakt.database import Engine, reading, writing
from kontakt.directory import store as directory
from kontakt.directory.differences import told
from kontakt.editor.exchange.import_export import (
    ConflictChoice,
    Conflicts,
    Imported,
    ReadKnowledge,
    few,
    read_knowledge,
    replace_knowledge,
    store_knowledge,
)
from kontakt.editor.exchange.import_preview import difference, preview_import
from kontakt.errors import KontaktError
from kontakt.installation.clock import utc_now
from kontakt.installation.opening import opened_database
from kontakt.knowledge.import_comparison import IncomingArticle
from kontakt.locale import _, ngettext
from kontakt.locale.formats import day_and_clock

_COLOURS = {"+": typer.colors.GREEN, "-": typer.colors.RED, "@": typer.colors.CYAN}


def import_(
    context: typer.Context,
    folder: Annotated[
        Path, typer.Argument(help=_("The folder with articles/, themes.yaml and region.yaml."), readable=False)
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Show what would change, and store nothing."))] = False,
    theirs: Annotated[
        bool, typer.Option("--theirs", help=_("Take the files' articles also where they were changed here."))
    ] = False,
    ours: Annotated[
        bool, typer.Option("--ours", help=_("Keep the database's articles where both were changed."))
    ] = False,
    replace: Annotated[
        bool,
        typer.Option("--replace", help=_("Put it in the place of everything that is there, starter articles too.")),
    ] = False,
    drafts: Annotated[
        bool, typer.Option("--drafts", help=_("Store articles that have an error as drafts, which agents do not find."))
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help=_("Do not ask before replacing."))] = False,
) -> None:
    """Asks where an article was changed both here and in the files; in a script, --theirs or --ours decides."""
    if theirs + ours + replace > 1:
        raise KontaktError(_("Choose one of --theirs, --ours and --replace."))
    choice = ConflictChoice.THEIRS if theirs else ConflictChoice.OURS if ours else None
    with opened_database(context.obj, utc_now()) as engine:
        with reading(engine) as session:
            known = directory.load(session)
        with shown_progress() as progress, nothing_stored():
            read = read_knowledge(folder, known, progress)
        for warning in read.folder.warnings:
            print_error(warning)
        if dry_run:
            _show_preview(engine, read, context.obj.agent, replace=replace, choice=choice, as_drafts=drafts)
            return
        if replace and not yes:
            _confirm(folder)
        imported = _import(engine, read, context.obj.agent, replace=replace, choice=choice, as_drafts=drafts)
    changed = len(imported.new) + len(imported.changed)
    figures = _("{changed} new or changed, {removed} removed.").format(changed=changed, removed=len(imported.removed))
    _tell(read, imported, figures)


def _confirm(folder: Path) -> None:
    """Raises KontaktError where nothing is to be replaced."""
    with nothing_stored():
        yes = agreed(_("Replace the whole knowledge base with {folder}?").format(folder=folder))
    if not yes:
        raise KontaktError(_("Nothing was replaced."))


def _import(
    engine: Engine, read: ReadKnowledge, by: str, *, replace: bool, choice: ConflictChoice | None, as_drafts: bool
) -> Imported:
    """Store it, asking about conflicts between the attempts: nobody is kept waiting by a transaction meanwhile."""
    chosen: dict[tuple[str, int], ConflictChoice] = {}
    while True:
        try:
            with shown_progress() as progress, writing(engine) as session, nothing_stored():
                store = replace_knowledge if replace else partial(store_knowledge, choice=choice, chosen=chosen)
                return store(session, read, by=by, at=utc_now(), as_drafts=as_drafts, progress=progress)
        except Conflicts as unsettled:
            if not sys.stdin.isatty():
                raise
            with nothing_stored():
                for conflict in unsettled.conflicts:
                    if conflict.last is not None:
                        chosen[conflict.article.id, conflict.last.number] = _ask(conflict)


def _ask(conflict: IncomingArticle) -> ConflictChoice:
    """Whose article is to stand. Raises KontaktError where the answer is to stop."""
    if conflict.last is not None:
        happened = (
            _("{id} was changed in the files, and here by {name}, {when}.")
            if conflict.stored
            else _("{id} was changed in the files, and removed here by {name}, {when}.")
        )
        when = day_and_clock(conflict.last.at)
        print_line(happened.format(id=conflict.article.id, name=conflict.last.by, when=when))
    while True:
        answer = answer_to(_("t: take theirs (the files'), o: keep ours (the database's), d: difference, s: stop"))
        match answer.strip().casefold():
            case "t" | ConflictChoice.THEIRS:
                return ConflictChoice.THEIRS
            case "o" | ConflictChoice.OURS:
                return ConflictChoice.OURS
            case "d":
                _print_difference(difference(conflict.stored, conflict.article))
            case "s":
                raise KontaktError(_("Stopped. Nothing was stored."))


def _show_preview(
    engine: Engine, read: ReadKnowledge, by: str, *, replace: bool, choice: ConflictChoice | None, as_drafts: bool
) -> None:
    with shown_progress() as progress, writing(engine) as session, nothing_stored():
        preview = preview_import(
            session,
            read,
            by=by,
            at=utc_now(),
            replace=replace,
            choice=choice,
            as_drafts=as_drafts,
            progress=progress,
        )
    for lines in preview.differences:
        _print_difference(lines)
    imported = preview.imported
    figures = _("{new} new, {changed} changed, {removed} removed.").format(
        new=len(imported.new), changed=len(imported.changed), removed=len(imported.removed)
    )
    _tell(read, imported, figures)
    if preview.conflicts:
        text = _("Changed here as well: {ids}. The import asks about them, or takes --theirs or --ours.")
        print_line(text.format(ids=few([conflict.article.id for conflict in preview.conflicts])))
    print_line(_("This was a dry run: nothing was stored."))


def _print_difference(lines: Iterable[str]) -> None:
    for at, line in enumerate(lines):
        heading = at < 2  # the names of the two files
        print_line(line, colour=None if heading else _COLOURS.get(line[:1]), bold=heading)


def _tell(read: ReadKnowledge, imported: Imported, figures: str) -> None:
    count = len(read.folder.articles)
    articles = ngettext("{count} article read", "{count} articles read", count).format(count=count)
    print_line(f"{articles}: {figures}")
    for each in imported.region:
        print_line(f"{each.name}: {told(each)}")
    if themes := len(imported.themes):
        text = ngettext(
            "{count} theme new, changed, moved or removed.", "{count} themes new, changed, moved or removed.", themes
        )
        print_line(text.format(count=themes))
    if lists := len(imported.contacts):
        text = ngettext("{count} list of contacts changed.", "{count} lists of contacts changed.", lists)
        print_line(text.format(count=lists))
    if imported.drafts:
        text = ngettext(
            "{count} stored as a draft because of an error: {ids}.",
            "{count} stored as drafts because of an error: {ids}.",
            len(imported.drafts),
        )
        print_line(text.format(count=len(imported.drafts), ids=few(imported.drafts)))
    if imported.kept:
        text = _("{count} kept as edited here: {ids}. To take the files' instead, add --theirs.")
        print_line(text.format(count=len(imported.kept), ids=few(imported.kept)))
