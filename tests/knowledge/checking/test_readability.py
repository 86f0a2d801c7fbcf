import pytest

from kontakt.knowledge.checking.readability import lix, seconds_aloud, sentences, words


def test_a_hyphenated_word_and_a_number_are_words() -> None:
    assert words("E-post til 113, «nå»!") == ["E-post", "til", "113", "nå"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Søk først. Bygg så.", 2),
        ("Fristen er 1. mars hvert år.", 1),
        ("Ring før kl. 15 på hverdager.", 1),
        ("Ta f.eks. med vann.", 1),
        ("Hvor bor du? I Tinn!", 2),
        ("Slik er det: Kommunen brøyter.", 2),
        ("Han sa «nei.» Hun gikk.", 2),
        ("Første avsnitt\n\nAndre avsnitt", 2),
        ("Øyer først. Åsen så.", 2),
        ("Vent … Nå.", 2),
        ("", 0),
        ("…", 0),
    ],
)
def test_sentences_end_where_a_reader_pauses(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_lix_is_words_in_a_sentence_and_the_percentage_of_long_words() -> None:
    # Ten words in two sentences; three of them ("kommunen", "brøyter", "fylkesveien") have over six letters.
    text = "I dag brøyter kommunen her. Den tar ikke hele fylkesveien."
    assert lix(text) == pytest.approx(10 / 2 + 100 * 3 / 10)


def test_a_word_of_six_letters_is_not_long() -> None:
    assert lix("Veiene her") == pytest.approx(2)


def test_a_text_without_words_has_no_lix() -> None:
    assert lix("–") == 0.0


def test_a_hundred_and_fifty_words_take_a_minute() -> None:
    assert seconds_aloud("ord " * 150) == pytest.approx(60)
