"""Numbers as people write them in a hurry: which are refused, which are masked."""

import pytest

from kontakt.privacy import (
    ACCOUNT_MASK,
    CARD_MASK,
    EMAIL_MASK,
    IDENTITY_MASK,
    PHONE_MASK,
    IdentityNumberFound,
    guard,
    holds_private_number,
    refuse_split,
    without_private_numbers,
)

from .made_up import MADE_UP, bank_account, duf_number, fh_number

FH = fh_number(812345670)
DUF = duf_number(2011, 123456)
DAY, FIVE = MADE_UP[:6], MADE_UP[6:]  # 010290, born 1 February 1990


@pytest.mark.parametrize(
    "text",
    [
        "{day} og {five}",
        "{day} pnr {five}",
        "{day} pnr: {five}",
        "{day} personnr: {five}",
        "{day}, personnummeret er {five}",
        "{day}--{five}",
        "{day} -- {five}",
        "{day}...{five}",
        "{day} … {five}",
        "'{day}' '{five}'",
        "“{day}” – “{five}”",
        "«{day}» «{five}»",
        "{day} ({five})",
        "{day}:{five}",
        "1990-02-01 {five}",
        "1990.02.01 - {five}",
        "19900201 {five}",
        "900201 {five}",
        "90-02-01 {five}",
        "01.02.90 {five}",
        "1.2.1990 {five}",
        "1/2-90 {five}",
        "født 1. februar 1990 {five}",
        "fødd 1 feb. 90, {five}",
        "født den 1.februar 1990 og personnr {five}",
        "born 1 February 1990, {five}",
        "February 1st 1990 {five}",
        "født 01.02.90, ringer om startlån for hus i Sauland, personnummer {five}",
        "personnummer {five}, født 1.2.1990",
        "1{day}{five}",
        "{day}{five}1",
        "1{day} {five}",
        "{day} {five}7",
        "{day} {five_in_two}",
    ],
)
def test_an_identity_number_is_refused_however_it_is_said(text: str) -> None:
    with pytest.raises(IdentityNumberFound):
        guard(f"ringte, {text.format(day=DAY, five=FIVE, five_in_two=f'{FIVE[:3]} {FIVE[3:]}')}, ring i morgen")


@pytest.mark.parametrize("zero", ["0", "O", "o"])
@pytest.mark.parametrize("one", ["1", "I", "l", "|"])
@pytest.mark.parametrize("between", ["", " ", " og ", " pnr "])
def test_letters_that_look_like_digits_hide_no_identity_number(zero: str, one: str, between: str) -> None:
    written = f"{DAY}{between}{FIVE}".replace("0", zero).replace("1", one)
    with pytest.raises(IdentityNumberFound):
        guard(written)


@pytest.mark.parametrize(
    "number",
    [
        fh_number(812345670),
        fh_number(912345670),
        f"{FH[:6]} {FH[6:]}",
        DUF,
        f"{DUF[:4]} {DUF[4:10]} {DUF[10:]}",
        f"DUF-nr. {' '.join(DUF)}",
    ],
)
def test_the_numbers_of_patients_and_asylum_seekers_are_refused(number: str) -> None:
    with pytest.raises(IdentityNumberFound):
        guard(f"gjelder {number} i dag")


@pytest.mark.parametrize(
    ("query", "note"),
    [
        (f"startlån {DAY}", FIVE),
        (f"startlån {DAY}", f"pnr {FIVE}, ring tilbake"),
        (f"{DAY} startlån", f"oppga {FIVE}"),
        (f"startlån {MADE_UP[:8]}", MADE_UP[8:]),
        (FIVE, f"født {DAY}, pnr {FIVE}"),
        (f"{FIVE} startlån", f"pnr fødd {DAY}"),
        (MADE_UP[6:], MADE_UP[:6]),
    ],
)
def test_a_number_that_is_split_over_two_texts_is_refused(query: str, note: str) -> None:
    with pytest.raises(IdentityNumberFound):
        refuse_split(query, note)


def test_two_texts_with_a_date_and_an_amount_are_left_alone() -> None:
    refuse_split("faktura 21.11.2026", "12 345 kr, forfall 15.01.2027")
    refuse_split("brøyting", "kl 05.15")
    refuse_split("", "")


@pytest.mark.parametrize(
    "number",
    [
        "4791234567",
        "91 234 567",
        "912 345 67",
        "(912) 34 567",
        "(912)34567",
        "91/23/45/67",
        "91 / 23 / 45 / 67",
        "9 1 2 3 4 5 6 7",
        "9.1.2.3.4.5.6.7",
        "3 5 0 8 1 2 3 4",
        "91-23 45 67",
        "91 23 4567",
        "91 2345 67",
        "9123 45 67",
        "91234 567",
        "91 234567",
        "47 91 23 45 67",
        "47 912 34 567",
        "47-912-34-567",
        "+47 (912) 34 567",
        "+47/912/34/567",
        "+47 9 1 2 3 4 5 6 7",
        "00 47 91 23 45 67",
        "(35) 08 12 34",
    ],
)
def test_a_phone_number_is_masked_in_every_grouping(number: str) -> None:
    assert guard(f"ring {number} etter lunsj") == f"ring {PHONE_MASK} etter lunsj"


@pytest.mark.parametrize(
    "address",
    [
        "kari(at)x.no",
        "kari (at) x.no",
        "kari[at]x.no",
        "kari @x.no",
        "kari@ x.no",
        "kari(at)x(dot)no",
        "kari krøllalfa x.no",
        "kari@gmail",
        "kari@gmail com",
    ],
)
def test_an_e_mail_address_is_masked_in_every_spelling(address: str) -> None:
    assert guard(f"svar til {address}, takk") == f"svar til {EMAIL_MASK}, takk"


ACCOUNT = bank_account("1234567890")


@pytest.mark.parametrize(
    "number",
    [
        ACCOUNT,
        f"{ACCOUNT[:4]}.{ACCOUNT[4:6]}.{ACCOUNT[6:]}",
        f"{ACCOUNT[:4]} {ACCOUNT[4:6]} {ACCOUNT[6:]}",
        "NO93 8601 1117 947",
        "NO9386011117947",
        "no93 8601 1117 947",
        "DE89 3704 0044 0532 0130 00",
    ],
)
def test_a_bank_account_is_masked(number: str) -> None:
    assert guard(f"betal til {number} i dag") == f"betal til {ACCOUNT_MASK} i dag"


@pytest.mark.parametrize(
    "number", ["4111 1111 1111 1111", "4111-1111-1111-1111", "5555555555554444", "3782 822463 10005", "30569309025904"]
)
def test_a_payment_card_is_masked(number: str) -> None:
    assert guard(f"kort {number} avvist") == f"kort {CARD_MASK} avvist"


@pytest.mark.parametrize("text", [f"KID {ACCOUNT}", "KID: 4111111111111111", "KID-nr. 91234567", "målernr 40404040"])
def test_what_is_called_a_reference_is_left_alone(text: str) -> None:
    assert guard(text) == text


@pytest.mark.parametrize("text", ["@tinn feiing", "sier at nav.no er nede", "12.30@rådhuset", "bod (a) og (b)"])
def test_an_at_sign_alone_is_no_address(text: str) -> None:
    assert guard(text) == text


def test_what_is_published_may_hold_the_phone_and_address_of_an_office() -> None:
    assert not holds_private_number("Ring 35 08 12 34 eller skriv til post@tinn.kommune.no.")
    assert holds_private_number(f"Betal til {ACCOUNT}.")
    assert holds_private_number(f"Eksempel: {MADE_UP}")


def test_a_text_without_its_private_numbers_keeps_the_rest() -> None:
    text = f"Søker «{DAY}» «{FIVE}», konto {ACCOUNT}, tlf. 35 08 12 34."
    assert without_private_numbers(text) == f"Søker «{IDENTITY_MASK}», konto {ACCOUNT_MASK}, tlf. 35 08 12 34."
