"""What an editor and a lead do in their rooms, signed in to a shared region with their own rights alone."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import make_url, text

from kontakt.database import NotPermitted, open_engine, reading, writing
from kontakt.editor.service import EditorService
from kontakt.firstline.outcomes import Cause, Outcome
from kontakt.firstline.periods import Period
from kontakt.inquiries.entries import logged
from kontakt.inquiries.inquiry import Feedback, FeedbackKind, Inquiry, LinkedBy
from kontakt.inquiries.log import phone_calls, store
from kontakt.inquiries.log.notices import notice_counts
from kontakt.inquiries.log.phone_calls import AnsweredCalls
from kontakt.installation.lazy_engine import LazyEngine
from kontakt.installation.region_people import let_in
from kontakt.installation.signed_in import as_signed_in
from kontakt.knowledge.article import Article, Status
from kontakt.lead.region_editing import member_changed, theme_raised
from kontakt.lead.scope import Scope
from kontakt.lead.service import LeadService
from kontakt.library import message_changes, notice_changes
from kontakt.messages import store as messages
from kontakt.messages.codec import plain
from kontakt.messages.following import reminder_of
from kontakt.messages.message import CLOSED_WHEN_SENT, MessageKind, MessageStep, StepKind
from kontakt.messages.states import MessageEvent
from kontakt.notices.conflict import NoticeConflict
from kontakt.notices.notice import Notice, NoticeKind, ToldFirst
from kontakt.settings import Settings

from ..conftest import Clock
from ..messages.conftest import a_message

SignIn = Callable[..., Settings]


@pytest.fixture
def owner(shared_region: str, settings: Settings) -> Settings:
    """Of a region with the shipped knowledge, and some inquiries by three agents."""
    owner = replace(settings, database=shared_region, agent="owner")
    engine = open_engine(owner.database)
    with writing(engine) as session:
        store.deliver(session, [logged(each, each.logged_at) for each in inquiries()])
        sent = datetime.now(UTC) - timedelta(hours=1)
        store.deliver(
            session,
            [Feedback(id=uuid4(), kind=FeedbackKind.MISSED, made_at=sent, agent="Kari", query="solceller på taket")],
        )
    engine.dispose()
    return owner


def inquiries() -> Iterator[Inquiry]:
    """For each of three agents one that was answered, and one to which no answer was found."""
    started = datetime.now(UTC) - timedelta(days=2)
    for agent in ("Kari", "Ola", "Per"):
        for outcome, cause in ((Outcome.ANSWERED, None), (Outcome.TRANSFERRED, Cause.NO_ANSWER)):
            yield Inquiry(
                id=uuid4(),
                call_id=uuid4(),
                municipality="4026",
                outcome=outcome,
                cause=cause,
                started_at=started,
                logged_at=started + timedelta(minutes=2),
                agent=agent,
                home_municipality="3303",
                article="broeyting",
                linked_by=LinkedBy.PINNED,
                query="brøyting",
                note="hemmelig",
            )


@pytest.fixture
def sign_in(owner: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SignIn]:
    """``sign_in("editor", "agent")``: settings of somebody who is in these groups, as the program starts with."""
    logins = []

    def as_somebody(*groups: str) -> Settings:
        logins.append(f"eva_{uuid4().hex}")
        let_in(owner, logins[-1], f"Eva {len(logins)}", "4026", groups)
        address = make_url(owner.database).set(username=logins[-1]).render_as_string()
        return as_signed_in(Settings(data_dir=tmp_path_factory.mktemp("eva"), database=address))

    yield as_somebody
    engine = open_engine(owner.database)
    with engine.begin() as connection:
        for login in logins:
            connection.exec_driver_sql(f"DROP OWNED BY {login}; DROP ROLE {login}")
    engine.dispose()


@pytest.mark.long
def test_an_editors_room_works_with_an_editors_rights(sign_in: SignIn) -> None:
    settings = sign_in("editor")
    with LazyEngine(settings) as database:
        service = EditorService(settings, database)
        overview = service.overview()
        assert "solceller på taket" in [gap.phrase for gap in overview.gaps]
        assert overview.health["broeyting"].uses == 6
        assert service.poll() is None
        service.overlaps()
        assert service.workbench("broeyting").article is not None
        new = Article(id="solceller", theme="bygg", title="Solceller", answer="Søk.", status=Status.DRAFT)
        service.save(new, based_on=0)
        service.add_keyword("solceller", "solceller på taket", gap=overview.gaps[0].subject)
        service.save_note("solceller", "4026", "Ring.")
        service.take_back()
        service.checked_today(["solceller"])
        service.merge("broeyting", "solceller")
        assert service.history("broeyting")[0].revision.by == settings.agent
        assert service.recent_changes(datetime.now(UTC) - timedelta(hours=1))
        kind = service.urgent().kinds[0]
        service.put_urgent(replace(kind, says=f"{kind.says} Nå."), before=kind)
        service.past_of_urgent(kind.id)
        rule = next(
            source.rule for article in service.overview().library.articles.values() for source in article.sources
        )
        service.rule_changed(rule, date(2026, 11, 1))
        with pytest.raises(NotPermitted), reading(database.engine) as session:
            store.size(session)


@pytest.mark.parametrize("group", ["agent", "editor", "lead"])
def test_whoever_works_in_a_room_writes_notices_in_their_own_name(sign_in: SignIn, owner: Settings, group: str) -> None:
    settings, now = sign_in(group), datetime.now(UTC)
    engine = open_engine(owner.database)
    with writing(engine) as session:
        messages.announce(session, "kontakt@example.invalid", now)
    engine.dispose()
    told = ToldFirst("Vaktleder <vakt@tinn.example.invalid>")
    water = Notice(
        id=uuid4(),
        kind=NoticeKind.WATER,
        title="Vannet er borte",
        municipalities=("4026",),
        begins=now,
        ends=now + timedelta(hours=3),
        told_first=(told,),
    )
    with LazyEngine(settings) as database:
        written = notice_changes.write(database.engine, water, by=settings.agent, now=now)
        assert (written.changed_by, written.revision) == (settings.agent, 1)
        assert bool(written.told_first[0].told_at) == (group == "agent")  # who alone writes e-mail
        with pytest.raises(NoticeConflict):
            notice_changes.write(database.engine, water, by=settings.agent, now=now)
        with reading(database.engine) as session:
            assert notice_counts(session, [water.id]) == {}
        notice_changes.end(database.engine, water.id, by="", now=now + timedelta(minutes=1))
        assert notice_changes.since(database.engine, now + timedelta(minutes=1)) == ()


def test_an_agent_says_of_a_notices_email_that_it_came_back_and_whoever_leads_sees_it_in_the_notice(
    sign_in: SignIn, owner: Settings
) -> None:
    now = datetime.now(UTC)
    water = Notice(
        id=uuid4(),
        kind=NoticeKind.WATER,
        title="Vannet er borte",
        begins=now,
        ends=now + timedelta(hours=3),
        told_first=(ToldFirst("vakt@tinn.example.invalid"),),
    )
    engine = open_engine(owner.database)
    with writing(engine) as session:
        messages.announce(session, "kontakt@example.invalid", now)
    notice_changes.write(engine, water, by="", now=now)
    with writing(engine) as session:
        [mail] = messages.load(session).open
        messages.take(session, mail.id, now)
        messages.accepted(session, mail.id, now)
    engine.dispose()
    agent = sign_in("agent")
    with LazyEngine(agent) as database:
        assert message_changes.say(database.engine, mail.id, MessageEvent.CAME_BACK, by=agent.agent, now=now)
        [seen] = notice_changes.since(database.engine, now)
        assert (seen.changed_by, seen.told_first[0].came_back_at) == (agent.agent, now)
    lead = sign_in("lead")
    with LazyEngine(lead) as database:
        [seen] = notice_changes.since(database.engine, now)
        assert seen.told_first[0].came_back_at == now
        ticked = notice_changes.tick(database.engine, water.id, seen.told_first[0].who, by=lead.agent, now=now)
        assert ticked.told_first[0].told_by == lead.agent


def test_a_desk_of_the_version_before_delivers_its_messages_to_a_newer_database(
    sign_in: SignIn, owner: Settings
) -> None:
    settings = sign_in("agent")
    message = a_message(agent=settings.agent)
    with LazyEngine(settings) as database:
        given = {name: value for name, value in plain(message).items() if name != "notice"}
        steps = json.dumps([{"step": "written", "message": given, "id": None, "at": None, "readdressed": False}])
        with writing(database.engine) as session:
            session.connection().execute(text("SELECT kontakt_put_messages(CAST(:steps AS jsonb))"), {"steps": steps})
        with reading(database.engine) as session:
            [seen] = messages.load(session).open
        assert (seen.id, seen.notice) == (message.id, None)


def test_whoever_sees_that_anothers_email_came_back_finds_it_for_two_weeks_and_marks_it(
    sign_in: SignIn, owner: Settings
) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    fresh = [a_message(kind=each, agent="Ola") for each in CLOSED_WHEN_SENT]
    old, done = a_message(kind=MessageKind.CASE, agent="Ola"), a_message(agent="Ola")
    engine = open_engine(owner.database)
    with writing(engine) as session:
        messages.put(session, [MessageStep(StepKind.WRITTEN, each) for each in (*fresh, old, done)])
        for each in (*fresh, old, done):
            messages.take(session, each.id, now)
            messages.accepted(session, each.id, now - timedelta(days=15 if each is old else 13))
        messages.say(session, done.id, MessageEvent.DEALT_WITH, by="Ola", now=now)
    engine.dispose()
    settings = sign_in("agent")
    with LazyEngine(settings) as database:
        with reading(database.engine) as session:
            seen = session.connection().execute(text("SELECT id FROM message")).scalars().all()
            assert {*seen} == {each.id for each in fresh}
            assert {each.id for each in messages.sent_lately(session, now)} == {*seen}
        with writing(database.engine) as session:
            for each in fresh:
                assert messages.say(session, each.id, MessageEvent.CAME_BACK, by=settings.agent, now=now)
        with reading(database.engine) as session:
            assert messages.sent_lately(session, now) == ()
            returned = messages.load(session).open
        assert {each.id for each in returned if each.came_back} == {*seen}


def test_an_agent_sees_that_anothers_reminder_was_withdrawn(sign_in: SignIn, owner: Settings) -> None:
    now, written = datetime.now(UTC).replace(microsecond=0), StepKind.WRITTEN
    message = a_message(agent="Ola")
    engine = open_engine(owner.database)
    with writing(engine) as session:
        messages.put(session, [MessageStep(written, message)])
        messages.take(session, message.id, now)
        messages.accepted(session, message.id, now)
        [seen] = messages.load(session).open
        reminder = reminder_of(seen, "Ola", now)
        messages.put(session, [MessageStep(written, reminder), MessageStep(StepKind.WITHDRAWN, reminder)])
    engine.dispose()
    with LazyEngine(sign_in("agent")) as database, reading(database.engine) as session:
        [seen] = messages.load(session).open
        assert (seen.id, seen.reminded_at) == (message.id, None)


def test_the_jobs_write_no_notice(sign_in: SignIn) -> None:
    settings, now = sign_in("jobs"), datetime.now(UTC)
    notice = Notice(id=uuid4(), kind=NoticeKind.ROAD, title="Stengt", begins=now, ends=now + timedelta(hours=1))
    with LazyEngine(settings) as database, pytest.raises(NotPermitted):
        notice_changes.write(database.engine, notice, by="", now=now)


def scope() -> Scope:
    now = datetime.now(UTC)
    return Scope(period=Period(now - timedelta(days=7), now))


@pytest.mark.long
def test_a_leads_room_works_with_a_leads_rights(sign_in: SignIn, owner: Settings) -> None:
    settings = sign_in("lead")
    with LazyEngine(settings) as database:
        service = LeadService(settings, database)
        figures = service.figures(scope())
        assert figures.standings.region.rate.gross is not None
        assert service.search_health(scope()).inquiries == 6
        assert figures.search.missed == 1
        (reason,) = figures.why_not.reasons
        listed = service.inquiries(scope(), reason, "broeyting")
        assert [each.query for each in listed] == ["", "", ""]
        assert service.bring_up_to_date() is False
        service.rebuild()
        service.change_region(member_changed("4026", lambda member: replace(member, target=85)))
        service.change_themes(theme_raised("plan-og-kart"))
        assert service.region_page().revisions[0].by == settings.agent
        with writing(database.engine) as session:
            phone_calls.store(session, [AnsweredCalls(date(2026, 11, 20), "4026", "", 12)])
        assert service.bring_up_to_date() is True
        with pytest.raises(NotPermitted), reading(database.engine) as session:
            store.size(session)
        service.close()


@pytest.mark.long
def test_three_agents_still_stand_behind_a_figure_where_none_is_named(sign_in: SignIn) -> None:
    settings = sign_in("lead")
    with LazyEngine(settings) as database:
        service = LeadService(settings, database)
        assert service.helping(scope()).homes == ("3303",)
        service.close()
    copied = settings.figures_path.read_bytes()
    assert not any(name in copied for name in (b"Kari", b"hemmelig"))


def test_whoever_is_several_has_the_sum_of_their_rights_and_loses_what_is_taken_away(
    sign_in: SignIn, owner: Settings, clock: Clock
) -> None:
    settings = sign_in("agent", "editor")
    login = make_url(settings.database).username or ""
    with LazyEngine(settings) as database:
        with writing(database.engine) as session:
            store.deliver(session, [logged(replace(next(inquiries()), id=uuid4(), agent=settings.agent), clock())])
        service = EditorService(settings, database)
        draft = Article(id="utkast", theme="bygg", title="Utkast", answer="…", status=Status.DRAFT)
        service.save(draft, based_on=0)
        assert service.read("utkast") is not None
        let_in(owner, login, None, None, ["agent"])
        with pytest.raises(NotPermitted):
            service.checked_today(["broeyting"])
        assert service.read("utkast") is None  # of articles an agent sees the published ones
