"""The rights of a server go by the same figures as the desk."""

import pytest

from kontakt.database.rights import AGENT
from kontakt.inquiries.inquiry import UNDO_DAYS
from kontakt.messages.message import SENT_LATELY_DAYS


@pytest.mark.parametrize(("table", "days"), [("inquiry", UNDO_DAYS), ("message", SENT_LATELY_DAYS)])
def test_an_agent_may_read_as_far_back_as_the_desk_shows(table: str, days: int) -> None:
    assert f"now() - interval '{days} days'" in AGENT.rows[table]
