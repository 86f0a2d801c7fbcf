"""What editors did about gaps is kept by subject, the last thing done about each."""

from datetime import datetime, timedelta

from sqlmodel import Session

from kontakt.inquiries.log.gaps import EndedGap, GapEnd, end, ended, subject_of


def test_nothing_is_ended_at_first(session: Session) -> None:
    assert ended(session) == {}


def test_what_is_ended_tells_how_by_whom_and_when(session: Session, noon: datetime) -> None:
    end(session, ["solceller"], GapEnd.KEYWORD, article="solenergi", by="kari", at=noon)
    assert ended(session) == {"solceller": EndedGap(GapEnd.KEYWORD, "solenergi", "kari", noon)}


def test_several_wordings_are_ended_at_once(session: Session, noon: datetime) -> None:
    end(session, ["solceller", "solcelle", "solceller"], GapEnd.DISMISSED, by="kari", at=noon)
    assert sorted(ended(session)) == ["solcelle", "solceller"]


def test_the_last_end_of_a_subject_holds(session: Session, noon: datetime) -> None:
    end(session, ["solceller"], GapEnd.DISMISSED, by="kari", at=noon)
    end(session, ["solceller"], GapEnd.ARTICLE, article="solenergi", by="ola", at=noon + timedelta(days=1))
    assert ended(session) == {"solceller": EndedGap(GapEnd.ARTICLE, "solenergi", "ola", noon + timedelta(days=1))}


def test_an_article_and_a_phrase_of_the_same_letters_are_two_subjects(session: Session, noon: datetime) -> None:
    end(session, [subject_of("gatelys")], GapEnd.DISMISSED, by="kari", at=noon)
    assert "gatelys" not in ended(session)
    assert subject_of("gatelys") in ended(session)
