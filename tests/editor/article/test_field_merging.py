"""What two editors have made of one article, brought together field by field."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kontakt.editor.article.field_merging import merged_fields
from kontakt.knowledge.article import Article, Status

BASE = Article(
    id="gatelys",
    theme="vei",
    title="Gatelys",
    answer="Meld fra.",
    keywords=("lys",),
    local={"4026": "Ring.", "3336": "Skriv."},
    as_shared={"3303": date(2026, 1, 1)},
)


def test_what_each_has_changed_is_in_it_and_what_came_from_the_other_is_named() -> None:
    merge = merged_fields(BASE, replace(BASE, title="Mitt"), replace(BASE, answer="Deres", status=Status.ARCHIVED))
    assert merge.article == replace(BASE, title="Mitt", answer="Deres", status=Status.ARCHIVED)
    assert (merge.theirs, merge.both) == (("answer", "status"), ())


def test_a_field_that_both_have_changed_is_mine_and_is_named() -> None:
    merge = merged_fields(BASE, replace(BASE, title="Mitt"), replace(BASE, title="Deres", owner="drift"))
    assert (merge.article.title, merge.article.owner) == ("Mitt", "drift")
    assert (merge.theirs, merge.both) == (("owner",), ("title",))


def test_what_both_have_changed_to_the_same_is_no_question() -> None:
    same = replace(BASE, title="Likt")
    assert merged_fields(BASE, same, same).both == ()


@pytest.mark.parametrize(
    ("mine", "theirs", "local", "both"),
    [
        (
            {"4026": "Min.", "3336": "Skriv."},
            {"4026": "Ring.", "3336": "Deres."},
            {"4026": "Min.", "3336": "Deres."},
            (),
        ),
        ({"3336": "Skriv."}, {"4026": "Ring.", "3336": "Skriv."}, {"3336": "Skriv."}, ()),
        ({"3336": "Skriv."}, {"4026": "Deres.", "3336": "Skriv."}, {"3336": "Skriv."}, ("local.4026",)),
    ],
)
def test_each_municipalitys_note_is_a_field_of_its_own(mine: Any, theirs: Any, local: Any, both: Any) -> None:
    merge = merged_fields(BASE, replace(BASE, local=mine), replace(BASE, local=theirs))
    assert (merge.article.local, merge.both) == (local, both)


def test_where_one_wrote_a_note_and_the_other_found_no_difference_the_note_stands() -> None:
    noted = replace(BASE, local={**BASE.local, "4005": "Her."})
    looked = replace(BASE, as_shared={**BASE.as_shared, "4005": date(2026, 2, 2)})
    merged = merged_fields(BASE, noted, looked).article
    assert merged.local["4005"] == "Her."
    assert merged.as_shared == BASE.as_shared
