from datetime import date

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from kontakt.privacy import ACCOUNT_MASK, EMAIL_MASK, PHONE_MASK, IdentityNumberFound, guard

from .made_up import MADE_UP, identity_number

births = st.dates(date(1940, 1, 1), date(1999, 12, 31))
identity_numbers = st.builds(
    identity_number, births, st.integers(0, 399), day=st.sampled_from([0, 40]), month=st.sampled_from([0, 40])
) | st.builds(identity_number, st.dates(date(2000, 1, 1), date(2039, 12, 31)), st.integers(500, 899))


@given(identity_numbers)
def test_every_identity_number_is_refused(number: str) -> None:
    with pytest.raises(IdentityNumberFound):
        guard(number)


visible = ["", " ", ".", "-", "/", "_", "\t", " - ", "\N{NO-BREAK SPACE}", "\N{THIN SPACE}", "\N{EN DASH}"]
separators = st.sampled_from([*visible, "\N{ZERO WIDTH SPACE}", "\N{SOFT HYPHEN}"])
zeros = st.sampled_from(
    ["0", "\N{FULLWIDTH DIGIT ZERO}", "\N{ARABIC-INDIC DIGIT ZERO}", "\N{MATHEMATICAL BOLD DIGIT ZERO}"]
)


@given(identity_numbers, st.lists(separators, min_size=10, max_size=10), zeros)
def test_an_identity_number_is_refused_in_any_digits_and_any_grouping(number: str, gaps: list[str], zero: str) -> None:
    digits = [chr(ord(zero) + int(digit)) for digit in number]
    written = "".join(digit + gap for digit, gap in zip(digits, [*gaps, ""], strict=True))
    with pytest.raises(IdentityNumberFound):
        guard(written)


words = st.text(st.characters(categories=["L", "P", "Zs"]), max_size=20)


@given(identity_numbers, words, words)
def test_an_identity_number_is_refused_inside_other_text(number: str, before: str, after: str) -> None:
    with pytest.raises(IdentityNumberFound):
        guard(f"{before}{number}{after}")


@pytest.mark.parametrize(
    "text",
    [
        "fnr {0}",
        "fnr{0}bor i Tinn",
        "404 04 040 {0}",
        "gnr 12/34 {0}",
        "{0}, {0}",
        "{0}@eksempel.no",
        "{1} {2}",
        "{1}, {2}",
        "01.02.1990 {2}",
        "01021990{2}",
        "1️⃣ 12 {0}",
    ],
)
def test_an_identity_number_is_refused_beside_other_numbers(text: str) -> None:
    with pytest.raises(IdentityNumberFound):
        guard(text.format(MADE_UP, MADE_UP[:6], MADE_UP[6:]))


def test_the_refusal_does_not_repeat_the_number() -> None:
    with pytest.raises(IdentityNumberFound) as refusal:
        guard(MADE_UP)
    assert not set(str(refusal.value)) & set("0123456789")


@given(identity_numbers, st.integers(1, 9), st.integers(0, 10))
def test_a_number_with_one_wrong_digit_is_not_an_identity_number(number: str, shift: int, place: int) -> None:
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assume(not wrong.startswith("00"))  # that is how a number in another country is dialled
    assert guard(wrong) in {wrong, ACCOUNT_MASK}  # one in eleven is a valid bank account


@given(identity_numbers, st.from_regex(r"[0-9]{1,9}", fullmatch=True))
def test_a_long_reference_without_a_break_is_not_searched(number: str, more: str) -> None:
    assume(len(more) != 2)  # thirteen digits may be a birth date in full
    assert guard(f"8{number}{more}") == f"8{number}{more}"


def test_a_date_and_five_digits_are_no_identity_number_when_the_century_differs() -> None:
    assert guard(f"01.02.2090 {MADE_UP[6:]}") == f"01.02.2090 {MADE_UP[6:]}"


@pytest.mark.parametrize(
    "number",
    [
        "40404040",
        "404 04 040",
        "40 40 40 40",
        "404.04.040",
        "404-04-040",
        "404 04040",
        "9040 4040",
        "32 00 00 00",
        "404\N{NO-BREAK SPACE}04\N{NO-BREAK SPACE}040",
        "４０４ ０４ ０４０",
        "+47 404 04 040",
        "+4740404040",
        "(+47) 40404040",
        "0047 40 40 40 40",
        "+46 70 123 45 67",
        "0046701234567",
        "+49 (0)30 1234567",
    ],
)
@pytest.mark.parametrize("text", ["{}", "ring {} etter lunsj", "tlf.{}.", "({})", "tlf{}, ikke før", "{}/{}"])
def test_a_phone_number_is_masked(number: str, text: str) -> None:
    masked = guard(text.format(number, number))
    assert PHONE_MASK in masked
    assert not set(masked) & set("0123456789４０")


@pytest.mark.parametrize(
    "address",
    [
        "ola@eksempel.no",
        "Ola.Nordmann+post@mail.eksempel.no",
        "åse@blåbær.no",
        "ola＠eksempel.no",
        "ola @ eksempel.no",
    ],
)
def test_an_e_mail_address_is_masked(address: str) -> None:
    assert guard(f"svar til {address}, takk") == f"svar til {EMAIL_MASK}, takk"


def test_several_are_masked_and_the_rest_stays_as_it_was() -> None:
    text = "Åse (404 04 040,  eller 90 90 90 90) / ase@eksempel.no – haster"
    assert guard(text) == f"Åse ({PHONE_MASK},  eller {PHONE_MASK}) / {EMAIL_MASK} – haster"


@pytest.mark.parametrize(
    "text",
    [
        "frist 21.11.2026",
        "frist 2026-11-22",
        "22.11.26 kl. 10.30-12.00",
        "20261122",
        "uke 47 2026",
        "gnr 12 bnr 345",
        "gnr. 123/45/6/7",
        "3303-12/345",
        "4026",
        "kommune 4026 3303",
        "4026, 3303 og 0301",
        "orgnr 974 760 673",
        "974760673 MVA",
        "974 76 06 73",
        "kr 25 000 000",
        "25000000 kr",
        "kr 25000000",
        "kr. 40404040",
        "22334455,50",
        "12 345 678",
        "sak 26/12345",
        "sak 2026/1234-5",
        "116 117",
        "113",
        "legevakt 116117, politi 02800, gift 22",
        "175 og 110",
        "800 33 321",
        "80033321",
        "707057500012345678",
        "brøyting @tinn",
        "@4026 feiing",
        "[/ ny",
        "",
    ],
)
def test_what_names_no_person_stays_as_it_is(text: str) -> None:
    assert guard(text) == text


@given(st.text())
@example("\ud800")
@example("4\N{ZERO WIDTH SPACE}0404040")
def test_guarding_twice_changes_nothing_more(text: str) -> None:
    try:
        once = guard(text)
    except IdentityNumberFound:
        return
    assert guard(once) == once


@given(st.text(st.sampled_from("0123456789 .-+@anokr/(),[]"), max_size=40))
def test_guarding_texts_of_numbers_twice_changes_nothing_more(text: str) -> None:
    try:
        once = guard(text)
    except IdentityNumberFound:
        return
    assert guard(once) == once


@given(st.text(st.characters(exclude_categories=["N", "Cs"], exclude_characters="@＠﹫")))
def test_a_text_without_digits_and_at_signs_stays_as_it_is(text: str) -> None:
    assert guard(text) == text
