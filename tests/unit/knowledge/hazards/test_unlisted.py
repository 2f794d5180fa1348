"""How hazardous a wording reads, and that nothing around it makes it read otherwise."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.hazards import unlisted
from knowledge.hazards.unlisted import CHINESE, SLOTS, WIDTH, Unlisted, laid_out, trained

CHANCE = np.random.default_rng(7)
ANY_WEIGHTS = CHANCE.integers(-127, 128, SLOTS).astype(np.int8)
"""Not only the trained weights are monotone: whatever the weights, the form is."""
TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="ab ć.ü停机 ?đế", max_size=60),
    st.lists(st.sampled_from("can I reach 手 伸 in while tháo ống it turns".split())).map(" ".join),
)
BETWEEN = st.sampled_from([" ", "\n", ". ", " - ", "; "])


def weights_of_runs(text: str) -> dict[str, set[int]]:
    laid = laid_out(text)
    found: dict[str, set[int]] = {}
    for run, weight in enumerate(laid.summed(ANY_WEIGHTS)):
        found.setdefault(laid.said(run), set()).add(int(weight))
    return found


@given(text=TEXTS, before=TEXTS, after=TEXTS, between=BETWEEN)
@settings(deadline=None)
def test_a_run_of_words_weighs_the_same_whatever_stands_around_it(
    text: str, before: str, after: str, between: str
) -> None:
    alone = weights_of_runs(text)
    within = weights_of_runs(f"{before}{between}{text}{between}{after}")
    assert all(weights <= within[said] for said, weights in alone.items())


@given(text=TEXTS, before=TEXTS, after=TEXTS, between=BETWEEN, enough=st.integers(-500, 3000))
@settings(deadline=None)
def test_no_text_before_or_after_takes_away_that_a_text_is_hazardous(
    text: str, before: str, after: str, between: str, enough: int
) -> None:
    reader = Unlisted(ANY_WEIGHTS, enough)
    if reader.asked(text) is not None:
        assert reader.asked(f"{before}{between}{text}{between}{after}") is not None


def test_a_run_is_no_wider_than_twelve_words_or_twice_as_many_chinese_characters() -> None:
    one_each = np.ones(SLOTS, dtype=np.int8)
    laid = laid_out("word " * 50 + "停" * 50)
    words = laid.last - laid.first + 1
    assert words.max() == WIDTH
    assert max(words[laid.last < 50]) == WIDTH // 2
    of_chinese = laid.summed(one_each)[(laid.first == 60) & (laid.last == 60)]
    assert of_chinese.tolist() == [CHINESE]


def test_a_run_ends_with_its_sentence() -> None:
    laid = laid_out("stop it. then go? 停。机")
    said = {laid.said(run) for run in range(len(laid.first))}
    assert said == {"stop", "stop it", "it", "then", "then go", "go", "停", "机"}


def test_a_long_word_and_a_long_text_gather_no_weight() -> None:
    reader = Unlisted(np.full(SLOTS, 1, dtype=np.int8), 0)
    most = laid_out("x" * 40).summed(reader.weights).max()
    assert laid_out("x" * 9_000).summed(reader.weights).max() == most
    short, long = (laid_out("turn it round " * times) for times in (4, 400))
    assert short.summed(reader.weights).max() == long.summed(reader.weights).max()


@pytest.mark.parametrize("sign", [*"abcdefghijklmnopqrstuvwxyz", "1", "ü", "高"])
def test_a_key_held_down_is_no_danger(sign: str) -> None:
    assert trained().asked(sign * 20_000) is None


@pytest.mark.parametrize("text", ["", " ", "...", "🙂", "\u0301", "\ud800"[:0], "?!"])
def test_a_text_without_words_is_not_hazardous(text: str) -> None:
    assert Unlisted(ANY_WEIGHTS, -(10**6)).asked(text) is None


def test_the_words_that_read_hazardous_are_told() -> None:
    said = trained().asked(
        "good morning! can I screw the relief valve tighter so it stops blowing off? thanks"
    )
    assert said is not None
    assert "relief valve tighter" in said
    assert "morning" not in said


def test_weights_are_read_as_they_were_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weights = np.where(CHANCE.random(SLOTS) < 0.1, ANY_WEIGHTS, 0).astype(np.int8)
    monkeypatch.setattr(unlisted, "WEIGHTS", tmp_path / "weights.npz")
    Unlisted(weights, 321).save(unlisted.WEIGHTS)
    read = trained.__wrapped__()
    assert read.enough == 321
    assert np.array_equal(read.weights, weights)
