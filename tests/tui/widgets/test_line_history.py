"""What was typed into a line is taken back word by word, and done again."""

from kontakt.tui.widgets.line_history import LineHistory, end_of_change


def typed(history: LineHistory, *texts: str) -> str:
    before = texts[0]
    for after in texts[1:]:
        history.changed(before, after)
        before = after
    return before


def test_a_word_is_one_step_and_can_be_done_again() -> None:
    history = LineHistory()
    now = typed(history, "", "a", "ab", "ab ", "ab c", "ab cd")
    assert history.undo(now) == "ab"
    assert history.undo("ab") == ""
    assert history.undo("") is None
    assert history.redo("") == "ab"
    assert history.redo("ab") == "ab cd"
    assert history.redo("ab cd") is None


def test_deleting_and_pasting_are_steps_of_their_own() -> None:
    history = LineHistory()
    now = typed(history, "", "a", "ab", "a", "", "limt inn")
    assert history.undo(now) == ""
    assert history.undo("") == "ab"
    assert history.undo("ab") == ""


def test_what_is_typed_after_taking_back_ends_what_could_be_done_again() -> None:
    history = LineHistory()
    before = history.undo(typed(history, "", "a"))
    assert before == ""
    typed(history, before, "b")
    assert history.redo("b") is None


def test_the_cursor_goes_where_the_change_was() -> None:
    assert end_of_change("en katt her", "en hund her") == 7
    assert end_of_change("abc", "") == 0
