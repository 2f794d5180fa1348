"""Drafts in a terminal: what came of each, what to know of it, and what waits for a decision."""

from bot.printing_drafts import drafts_text, proposal_text

ONE = {
    "subject": "topic-12",
    "question": "How slow may the drum turn?",
    "told": "a better version of KB-3 is proposed",
    "at": "2026-11-20T14:10:00+00:00",
    "notes": ["C-12 says otherwise and was left out"],
    "proposal": "open",
}


def test_draft_says_what_came_of_it_and_what_to_know() -> None:
    assert drafts_text({"drafts": [ONE]}) == (
        "topic-12  “How slow may the drum turn?”\n"
        "   a better version of KB-3 is proposed, not decided yet (2026-11-20)\n"
        "   - C-12 says otherwise and was left out"
    )


def test_nothing_says_what_will_be_there() -> None:
    assert "--now" in drafts_text({"drafts": []})


def test_proposal_that_was_taken_names_the_version() -> None:
    assert proposal_text({"article": "KB-3", "version": 4}) == (
        "KB-3 says so from now on (version 4)."
    )
    assert proposal_text({"article": "", "version": 0}) == "Left as it is."
