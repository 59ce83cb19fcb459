"""Phrases, sizes, locks, routes and clocks, without a database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youwei.kernel import padding
from youwei.kernel.age import (
    NotForThisKey,
    new_pair,
    seal,
    unseal,
    unwrap,
    wrap,
)
from youwei.listening.disclosures.rules import contents, locks, phrases
from youwei.listening.disclosures.rules.clocks import Day, light, running
from youwei.listening.disclosures.rules.refusals import WrongPhrase
from youwei.listening.disclosures.rules.routing import Part, Step, part_for, step_for
from youwei.listening.disclosures.rules.states import DISCLOSURE, State

CHEAP = locks.Cost(kib=32, iterations=1, lanes=1)


class TestPhrases:
    def test_have_more_than_eighty_bits(self) -> None:
        assert len(set(phrases.CHARACTERS)) == 256
        assert phrases.LENGTH * 8 >= 80

    @given(st.text(min_size=1, max_size=40), st.sampled_from([" ", "-", "，", "  ", "/"]))
    def test_are_read_as_characters_and_as_syllables(self, nonce: str, between: str) -> None:
        phrase = phrases.phrase_of(nonce, key=b"key")
        spoken = between.join(" ".join(phrases.syllables(phrase)).split())
        assert phrases.read(phrase) == phrase
        assert phrases.read(between.join(phrases.groups(phrase))) == phrase
        assert phrases.read(spoken.upper()) == phrase

    def test_may_mix_both_and_depend_on_nonce_and_key(self) -> None:
        phrase = phrases.phrase_of("n", key=b"key")
        spoken = " ".join(phrases.syllables(phrase)).split()
        assert phrases.read(phrase[:6] + " " + " ".join(spoken[6:])) == phrase
        assert phrases.phrase_of("m", key=b"key") != phrase
        assert phrases.phrase_of("n", key=b"other") != phrase

    @pytest.mark.parametrize("typed", ["", "山", "山" * 13, "xyz " * 12, "0" * 12, "山河木石" * 2])
    def test_that_cannot_be_one_are_refused(self, typed: str) -> None:
        with pytest.raises(WrongPhrase):
            phrases.read(typed)


class TestSizes:
    @given(st.binary(max_size=40_000))
    def test_padding_is_taken_off_again(self, content: bytes) -> None:
        assert padding.unpadded(padding.padded(content)) == content

    @given(st.integers(min_value=1, max_value=40_000_000))
    def test_buckets_are_large_enough_and_cost_an_eighth_at_most(self, length: int) -> None:
        size = padding.bucket(length)
        assert size >= length
        assert size == padding.SMALLEST or size <= length * 1.125
        assert padding.bucket(size) == size

    def test_there_are_few_of_them(self) -> None:
        sizes = {padding.bucket(length) for length in range(1, 2_000_000, 997)}
        assert len(sizes) < 200

    def test_what_was_cut_is_no_padding(self) -> None:
        with pytest.raises(padding.Misshapen):
            padding.unpadded(padding.padded(b"x" * 100)[:50])


class TestLocks:
    def test_open_with_passphrase_and_place_only(self) -> None:
        locked = locks.lock("secret", "passphrase", cost=CHEAP, context="key 1")
        assert b"secret" not in locked
        assert locks.unlock(locked, "passphrase", context="key 1") == "secret"
        changed = locked[:-1] + bytes([locked[-1] ^ 1])
        weaker = locked[:1] + (16).to_bytes(4, "big") + locked[5:]
        for held, words, context in (
            (locked, "passphrasf", "key 1"),
            (locked, "passphrase", "key 2"),
            (changed, "passphrase", "key 1"),
            (weaker, "passphrase", "key 1"),
            (b"", "passphrase", "key 1"),
        ):
            with pytest.raises(locks.WrongPassphrase):
                locks.unlock(held, words, context=context)

    def test_a_row_that_asks_for_all_memory_is_refused(self) -> None:
        locked = locks.lock("secret", "passphrase", cost=CHEAP, context="")
        greedy = locked[:1] + (2**31).to_bytes(4, "big") + locked[5:]
        with pytest.raises(locks.WrongPassphrase):
            locks.unlock(greedy, "passphrase", context="")


class TestSeals:
    def test_open_for_each_of_their_keys_and_no_other(self) -> None:
        one, two, other = new_pair(), new_pair(), new_pair()
        sealed = seal(b"words", to=[one.public, two.public])
        assert unseal(sealed, one.secret) == unseal(sealed, two.secret) == b"words"
        with pytest.raises(NotForThisKey):
            unseal(sealed, other.secret)
        with pytest.raises(NotForThisKey):
            unseal(sealed[:-1] + bytes([sealed[-1] ^ 1]), one.secret)

    def test_a_wrapped_key_opens_for_its_recipient(self) -> None:
        report, recipient, other = new_pair(), new_pair(), new_pair()
        wrapped = wrap(report.secret, to=recipient.public)
        assert unwrap(wrapped, recipient.secret) == report.secret
        with pytest.raises(NotForThisKey):
            unwrap(wrapped, other.secret)

    def test_no_secret_is_shown_by_its_pair(self) -> None:
        pair = new_pair()
        assert pair.secret not in repr(pair)

    def test_a_file_keeps_name_kind_and_bytes(self) -> None:
        file = contents.Attachment("证据.pdf", "application/pdf", b"\0\1\2")
        assert contents.to_attachment(contents.of_attachment(file)) == file


@pytest.mark.parametrize(
    ("chosen", "organ", "step"),
    [
        (Step.OWN, None, Step.OWN),
        (Step.OWN, 7, Step.OWN),
        (Step.OWN, 3, Step.ABOVE),
        (Step.ABOVE, None, Step.ABOVE),
        (Step.ABOVE, 7, Step.ABOVE),
    ],
)
def test_what_is_about_the_receivers_goes_up(chosen: Step, organ: int | None, step: Step) -> None:
    assert step_for(chosen, organ=organ, receivers=frozenset({1, 2, 3})) is step


def test_halves_are_given_by_turns() -> None:
    assert [part_for(*held) for held in ((0, 0), (1, 0), (1, 1), (2, 1))] == [
        Part.FIRST,
        Part.SECOND,
        Part.FIRST,
        Part.SECOND,
    ]


DAY = Day(date(2026, 12, 14), provisional=False)


@pytest.mark.parametrize(
    ("state", "named", "day"),
    [
        (State.RECEIVED, True, DAY),
        (State.RECEIVED, False, None),
        (State.ACCEPTED, True, None),
        (State.CONCLUDED, True, DAY),
        (State.TOLD, True, None),
    ],
)
def test_only_a_real_name_has_clocks_by_law(state: State, named: bool, day: Day | None) -> None:
    assert running(state, named=named, accept_due=DAY, result_due=DAY) == day


@pytest.mark.parametrize(
    ("today", "code"),
    [
        ("2026-12-01", "normal"),
        ("2026-12-11", "near"),
        ("2026-12-14", "near"),
        ("2026-12-15", "overdue"),
    ],
)
def test_lights(today: str, code: str) -> None:
    assert light(DAY, date.fromisoformat(today)) == code


def test_the_state_table_is_sound() -> None:
    DISCLOSURE.check()
