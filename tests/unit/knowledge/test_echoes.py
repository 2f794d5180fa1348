"""What says the question again, or says the same twice, answers nothing."""

from knowledge.echoes import alike, own_words, without_echo

QUESTION = "What do I do about a blocked nozzle?"
EMPTY = "There is no answer to this question and nobody else has one. Send the operator away."
ANSWER = "Switch the bar to its second half and call maintenance."


def test_a_heading_or_a_question_in_the_text_that_repeats_the_question_is_taken_out() -> None:
    assert without_echo(f"{QUESTION}\n{EMPTY}", ("1 Answers",), QUESTION) == EMPTY
    assert without_echo(EMPTY, ("What do I do about a blocked nozzle",), QUESTION) == EMPTY


def test_a_passage_that_does_not_repeat_the_question_is_left_alone() -> None:
    assert without_echo(ANSWER, ("7 Blocked nozzle",), QUESTION) is None


def test_a_sentence_that_says_what_was_asked_is_an_answer() -> None:
    asked = "Is the drum guard closed while the drum runs?"
    assert without_echo("The drum guard is closed while the drum runs.", (), asked) is None


def test_passages_that_differ_in_headings_and_a_number_say_the_same() -> None:
    texts = [f"{heading}\n{EMPTY} Note {number}." for number, heading in enumerate(("A b", "C d"))]
    one, other = (own_words(text, (text.split("\n")[0],), "Anything at all?") for text in texts)
    assert alike(one, other)
    assert not alike(one, own_words(ANSWER, (), QUESTION))


def test_a_short_line_may_stand_in_many_sections() -> None:
    kept = own_words("Keep for two years.", ("Records",), QUESTION)
    assert not alike(kept, kept)
