"""What an editor changed last, as a step that can be taken back: also by another program, and another day."""

from pathlib import PurePath

from kontakt.database import Session
from kontakt.editor.taking_back import ChangedArticle, Step
from kontakt.knowledge import revisions
from kontakt.knowledge import store as knowledge
from kontakt.knowledge.files import read_article
from kontakt.locale import ngettext
from kontakt.locale.formats import day_and_clock, number


def last_change(session: Session, by: str) -> Step | None:
    """The articles that this editor changed in one moment, the last one that they did; None for nothing. What was new
    then, or removed, is left out."""
    moment = revisions.last_by(session, by)
    if moment is None:
        return None
    made = [
        (id, after, before)
        for id, after, before in revisions.since(session, moment)
        if (after.at, after.by) == (moment, by) and before is not None and before.text and after.text
    ]
    now = {each.id: each for each in knowledge.articles(session, [id for id, _after, _before in made])}
    changed = [
        ChangedArticle(
            read_article(before.text, PurePath("articles", now[id].theme, f"{id}.md")), before.number, after.number
        )
        for id, after, before in made
        if before is not None and id in now
    ]
    if not changed:
        return None
    text = ngettext("{count} article changed {when}.", "{count} articles changed {when}.", len(changed))
    sentence = text.format(count=number(len(changed)), when=day_and_clock(moment))
    return Step(sentence, moment, tuple(changed), {})
