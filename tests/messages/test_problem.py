"""What happened to a message, in the words of whoever reads of it."""

import pytest

from kontakt.locale import use_language
from kontakt.messages.problem import MessageProblem, in_words, stored


def test_what_one_desk_stored_is_read_in_the_language_of_another() -> None:
    use_language("nb")
    told = stored(MessageProblem.HUNG_UP, where="smtp.example.invalid:25")
    use_language("en")
    assert in_words(told) == "The mail server smtp.example.invalid:25 hung up."
    use_language("nb")
    assert in_words(told) == "E-posttjeneren smtp.example.invalid:25 brøt forbindelsen."


@pytest.mark.parametrize("word", ["550 5.1.1 Unknown", "", "{not ours}", '{"problem": "newer"}', "{}"])
def test_a_servers_word_and_what_a_newer_program_stored_stand_as_they_are(word: str) -> None:
    assert in_words(word) == word


@pytest.mark.parametrize("problem", MessageProblem)
def test_every_problem_has_a_sentence(problem: MessageProblem) -> None:
    told = stored(problem, where="smtp", reason="expired", user="kari", word="421 Later", address="drift@tinn")
    assert "{" not in in_words(told)


@pytest.mark.parametrize("sign", ["x", "ø", '"'])
def test_the_longest_values_have_room_in_the_table(sign: str) -> None:
    for names in (("where", "reason"), ("address",)):
        assert len(stored(MessageProblem.NOT_TRUSTED, **dict.fromkeys(names, 1000 * sign))) <= 500
