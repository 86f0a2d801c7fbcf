"""What a line of the queue says before its end is cut."""

from datetime import date
from typing import Any, cast

import pytest

from kontakt.editor.overview.overview import Due, DueReason, Overview
from kontakt.locale import use_language
from kontakt.tui.editor.lists.sentences import of_due


class NoArticles:
    """An overview that knows an article by its id alone."""

    def article(self, _id: str) -> Any:
        return None


@pytest.mark.parametrize(
    ("reason", "since", "said"),
    [
        (
            DueReason.RULE_CHANGED,
            date(2026, 11, 24),
            "«privat-vei»: veglova ble endret 24.11.2026. Brukt 9 ganger.",
        ),
        (
            DueReason.OVERDUE,
            date(2026, 10, 30),
            "«privat-vei»: skulle vært kontrollert innen 30.10.2026. Brukt 9 ganger.",
        ),
        (DueReason.NEVER, None, "«privat-vei»: aldri kontrollert. Brukt 9 ganger."),
    ],
)
def test_a_due_article_is_named_first(reason: DueReason, since: date | None, said: str) -> None:
    use_language("nb")
    due = Due("privat-vei", reason, since, rule="veglova")
    assert of_due(due, 9, cast(Overview, NoArticles())) == said
