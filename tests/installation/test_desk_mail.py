"""A desk whose settings name no mail server any more."""

from datetime import UTC, datetime

import pytest

from kontakt.database import Engine, reading, writing
from kontakt.installation.desk_mail import DeskMail
from kontakt.messages import store
from kontakt.settings import Settings

pytestmark = pytest.mark.embedded


def test_a_desk_that_starts_without_a_mail_server_ends_sending_once_and_a_search_never(
    settings: Settings, engine: Engine
) -> None:
    mail = DeskMail(settings, lambda: engine)

    def sends_after() -> bool:
        with writing(engine) as session:
            store.announce(session, "kontakt@example.invalid", datetime.now(UTC))
        mail.end_sending()
        with reading(engine) as session:
            return store.load(session).sends

    assert sends_after()  # what only reads the library has not started
    mail.start()
    assert not sends_after()
    assert sends_after()  # whoever sends yet said so again
