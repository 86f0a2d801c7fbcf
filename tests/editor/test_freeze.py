"""A change freeze is told to editors where they publish."""

from datetime import timedelta
from uuid import uuid4

from kontakt.database import writing
from kontakt.editor.service import EditorService
from kontakt.notices import store
from kontakt.notices.notice import Notice, NoticeKind, ended

from ..conftest import Clock


def test_one_that_is_out_is_said_and_no_other_notice_is(service: EditorService, clock: Clock) -> None:
    def put(notice: Notice) -> Notice:
        with writing(service.engine) as session:
            return store.put(session, notice, by="ola", at=clock())

    ends = clock() + timedelta(hours=2)
    put(Notice(id=uuid4(), kind=NoticeKind.ROAD, title="Stengt", begins=clock(), ends=ends))
    assert service.freeze() == ""
    begins = clock() + timedelta(hours=1)
    freeze = put(Notice(id=uuid4(), kind=NoticeKind.FREEZE, title="Valgdagen", begins=begins, ends=ends))
    assert service.freeze() == ""
    clock.forward(hours=1)
    assert service.freeze() == "A change freeze holds until 20 Nov 2026 13:30: Valgdagen"
    put(ended(freeze, clock()))
    assert service.freeze() == ""
