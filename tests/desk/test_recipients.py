"""Whom a caller can be put through to, and what an agent remembers of putting through."""

from dataclasses import replace
from pathlib import Path

import pytest

from kontakt.demo.contacts import made_up_contacts
from kontakt.desk.recipients import has_recipients, recipients
from kontakt.desk.warm_choice import FILE, keep_warm_choice, read_warm_choice
from kontakt.directory.contacts.contact_list import REGION
from kontakt.directory.region import Region
from kontakt.library.contacts import Contacts
from kontakt.library.library import Library, places_of


@pytest.fixture
def peopled(library: Library, region: Region) -> Library:
    return replace(library, contacts=Contacts(tuple(made_up_contacts(region)), places_of(region)))


def test_who_answers_comes_first_and_nobody_comes_twice(peopled: Library) -> None:
    article = replace(next(iter(peopled.articles.values())), owner="Teknisk drift", keywords=(), theme="")
    found = recipients(peopled, article, "4026")
    assert found[:3] == peopled.contacts.tried_for(article, "4026")
    assert found[2].unit.id == "teknisk-drift"
    assert len(found) == len(set(found)) > 15
    assert found[-1].municipality is None


def test_words_find_within_the_municipality(peopled: Library) -> None:
    found = recipients(peopled, None, "4026", "saksbehandler byggesak")
    assert found[0].name_in("nb") == "Saksbehandler byggesak, Tinn"
    assert {each.municipality for each in found} <= {"4026", None}


def test_what_several_share_alone_is_nobody_of_a_municipality_unless_it_answers(
    library: Library, region: Region
) -> None:
    shared = [each for each in made_up_contacts(region) if each.municipality == REGION]
    only_shared = replace(library, contacts=Contacts(shared, places_of(region)))
    article = replace(next(iter(library.articles.values())), owner="Renovasjon")
    assert has_recipients(only_shared, article, "4026")
    assert not has_recipients(only_shared, replace(article, owner="", theme="", keywords=(), title="x"), "4026")
    assert not has_recipients(only_shared, article, None)
    assert not has_recipients(library, article, "4026")


def test_a_warm_choice_is_each_agents_own(tmp_path: Path) -> None:
    assert not read_warm_choice(tmp_path, "kari")
    keep_warm_choice(tmp_path, "kari", warm=True)
    keep_warm_choice(tmp_path, "ola", warm=True)
    keep_warm_choice(tmp_path, "ola", warm=False)
    assert (read_warm_choice(tmp_path, "kari"), read_warm_choice(tmp_path, "ola")) == (True, False)
    keep_warm_choice(tmp_path / "nowhere", "kari", warm=True)


@pytest.mark.parametrize("content", [b"", b"{", b'{"kari": true}', b"\xff", b"[1, null]"])
def test_a_file_that_holds_no_names_is_as_if_it_were_not_there(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    assert not read_warm_choice(tmp_path, "kari")
    keep_warm_choice(tmp_path, "kari", warm=True)
    assert read_warm_choice(tmp_path, "kari")
