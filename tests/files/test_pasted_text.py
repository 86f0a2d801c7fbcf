"""What is copied from Word, and what it means in a field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kontakt.files.pasted_text import TextKind, meant

LINE, PARAGRAPHS, ITEMS, PAIRS = TextKind


@pytest.mark.parametrize(
    "pasted",
    [
        "•\tHvilken vei?\r\n•\tNår var det?\r\n",  # Word for Windows
        "\uf0b7\tHvilken vei?\r\uf0b7\tNår var det?",  # Word for Mac, and the bullet of the Symbol font
        "o\tHvilken vei?\no\tNår var det?",
        "1.\tHvilken vei?\n2.\tNår var det?",
        "a)\tHvilken vei?\nb)\tNår var det?",
        "1.1\tHvilken vei?\n1.2\tNår var det?",
        "1. Hvilken vei?\n2. Når var det?",
        "3) Hvilken vei?\n4) Når var det?",
        "- Hvilken vei?\n- Når var det?",
        "  – Hvilken vei?\n  – Når var det?",
        "· Hvilken\u00a0vei?\n\n· Når var\vdet?",
        "• Hvilken\n  vei?\n• Når var det?",
        "Hvilken vei?\nNår\t\tvar  det?  ",
    ],
)
def test_a_list_becomes_its_items(pasted: str) -> None:
    assert meant(pasted, ITEMS) == "Hvilken vei?\nNår var det?"


@pytest.mark.parametrize(
    "item", ["1. januar 2027 gjelder nye satser.", "24. timer i døgnet", "§ 3-1 og § 3-2", "-5 °C"]
)
def test_a_number_or_dash_that_is_part_of_the_text_stays(item: str) -> None:
    assert meant(item, ITEMS) == item


def test_numbers_that_do_not_count_up_are_part_of_the_text() -> None:
    assert meant("1. mai er fri.\n17. mai er fri.", ITEMS) == "1. mai er fri.\n17. mai er fri."


def test_a_list_stays_one_in_paragraphs() -> None:
    assert meant("Ta med:\r\n•\tpass\r\n•\tbilde\r\n1.\tMøt opp", PARAGRAPHS) == "Ta med:\n- pass\n- bilde\n1. Møt opp"


def test_a_break_within_a_paragraph_is_one_in_paragraphs_and_a_space_in_a_line() -> None:
    assert meant("Første\vandre\n\ntredje", PARAGRAPHS) == "Første\nandre\n\ntredje"
    assert meant("Brøyting av\nkommunal\vvei\n", LINE) == "Brøyting av kommunal vei"


def test_hyphens_that_are_not_seen_are_no_letters() -> None:
    assert meant("renova\u00adsjons\u00adavgift og e\u2011post\ufeff", PARAGRAPHS) == "renovasjonsavgift og e-post"
    assert meant("renova\x1fsjon og e\x1epost", LINE) == "renovasjon og e-post"


def test_a_cell_beside_another_is_the_other_part() -> None:
    assert meant("veglova § 20\t01.11.2026\nforskriften", PAIRS) == "veglova § 20 | 01.11.2026\nforskriften"


def test_the_space_before_the_next_word_stays_in_paragraphs() -> None:
    assert meant("ring ", PARAGRAPHS) == "ring "


@given(
    st.lists(st.sampled_from(["•\t", "1. ", "2. ", "- ", "\v", "\n", "\t", "a", "Å ", "\u00ad", "\u00a0"])),
    st.sampled_from(TextKind),
)
def test_what_is_meant_is_meant_again(parts: list[str], kind: TextKind) -> None:
    once = meant("".join(parts), kind)
    assert not set(once) & set("\t\v\u00ad\u00a0")
    assert kind is not LINE or "\n" not in once
