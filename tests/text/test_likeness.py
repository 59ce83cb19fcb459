"""Look-alikes by shared pairs: the index answers as if every text were compared in turn."""

from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from youwei.text import likeness
from youwei.text.likeness import PAIRS, SHORTEST, LikenessIndex, Pairs, pairs_of
from youwei.text.passages import marked, share_of

NOISE = "新城小区旁边的搅拌站整夜施工，噪音很大，住户无法休息。"
SAME = "我住新城小区，搅拌站夜里也在施工，噪音让人睡不着。"
OTHER = "想问一下老年证怎么补办，需要带哪些材料。"

texts = st.lists(st.text("甲乙丙丁戊己。 ", max_size=24), min_size=1, max_size=40)


def brute_force(pairs: Pairs, all_pairs: list[Pairs]) -> dict[int, float]:
    """The definition, text by text."""
    holders: dict[int, int] = {}
    for one in all_pairs:
        for pair in one.tolist():
            holders[pair] = holders.get(pair, 0) + 1
    limit = max(likeness.COMMON_SHARE * len(all_pairs), likeness.COMMON_FLOOR)
    found = {}
    for key, one in enumerate(all_pairs):
        shared = set(pairs.tolist()) & set(one.tolist())
        total = sum(
            (1 - log(holders.get(pair, 1)) / log(max(len(all_pairs), likeness.YOUNG))) ** 2
            for pair in shared
            if holders.get(pair, 0) <= limit
        )
        found[key] = total / sqrt(max(len(pairs), SHORTEST) * max(len(one), SHORTEST))
    return found


@pytest.fixture
def small_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    """Segments that fill up, are sealed and are turned round again within a few texts."""
    monkeypatch.setattr(likeness, "SEGMENT", 16)
    monkeypatch.setattr(likeness, "OPEN", 3)


@pytest.mark.usefixtures("small_segments")
class TestTheIndex:
    @given(texts)
    def test_answers_as_every_comparison_in_turn(self, written: list[str]) -> None:
        all_pairs = [pairs_of(text) for text in written]
        index = LikenessIndex()
        for key, pairs in enumerate(all_pairs):
            index.add([(key, pairs)])
        assert len(index) == len(written)
        for pairs in all_pairs[:5]:
            wanted = brute_force(pairs, all_pairs) if len(pairs) else {}
            found = {
                one.key: one.likeness for one in index.like(pairs, at_least=0.01, most=len(written))
            }
            assert found == pytest.approx({k: v for k, v in wanted.items() if v >= 0.01})

    @given(texts, st.integers(1, 5))
    def test_the_likest_come_first_and_no_more_than_asked(
        self, written: list[str], most: int
    ) -> None:
        index = LikenessIndex()
        index.add(enumerate(map(pairs_of, written)))
        pairs = pairs_of(written[0])
        everything = index.like(pairs, at_least=0.0, most=len(written))
        assert [one.likeness for one in everything] == sorted(
            (one.likeness for one in everything), reverse=True
        )
        assert index.like(pairs, at_least=0.0, most=most) == everything[:most]

    def test_what_was_sealed_and_joined_is_found_again(self) -> None:
        index = LikenessIndex()
        for key in range(50):
            index.add([(1_000 + key, pairs_of(f"第{key}号楼电梯停运{key * 7}天"))])
        for key in range(50):
            best = index.like(pairs_of(f"第{key}号楼电梯停运{key * 7}天"), at_least=0.01, most=1)
            assert [one.key for one in best] == [1_000 + key]


def test_one_matter_in_other_words_is_likelier_than_another_matter() -> None:
    index = LikenessIndex()
    index.add(enumerate(map(pairs_of, (SAME, OTHER, "办事大厅中午没有人值班。", "路灯坏了。"))))
    found = index.like(pairs_of(NOISE), at_least=0.01, most=4)
    assert found[0].key == 0
    assert 1 not in {one.key for one in found}


def test_an_empty_index_and_an_empty_text_find_nothing() -> None:
    index = LikenessIndex()
    assert index.like(pairs_of(NOISE), at_least=0.0, most=5) == []
    index.add([(1, pairs_of(NOISE))])
    assert index.like(pairs_of("。"), at_least=0.0, most=5) == []


class TestPairs:
    @given(st.text(max_size=300))
    def test_are_few_and_each_once(self, text: str) -> None:
        pairs = pairs_of(text)
        assert len(pairs) <= PAIRS
        assert len(np.unique(pairs)) == len(pairs)

    def test_width_and_case_and_signs_make_no_difference(self) -> None:
        assert pairs_of("ＡＢ座３号楼").tolist() == pairs_of("ab座3号楼").tolist()

    def test_do_not_reach_across_signs(self) -> None:
        assert set(pairs_of("甲乙，丙丁").tolist()) == {*pairs_of("甲乙"), *pairs_of("丙丁")}

    def test_of_a_long_text_are_those_of_its_beginning(self) -> None:
        long = "".join(chr(0x4E00 + n) for n in range(1_000))
        assert pairs_of(long).tolist() == pairs_of(long[: PAIRS + 1]).tolist()


class TestPassages:
    @given(st.text("甲乙丙丁，", max_size=60), st.text("甲乙丙丁，", max_size=60))
    def test_the_pieces_are_the_text_and_shared_ones_stand_in_the_other(
        self, text: str, other: str
    ) -> None:
        pieces = marked(text, other)
        assert "".join(piece.text for piece in pieces) == text
        assert all(piece.text[:5] in other for piece in pieces if piece.shared)

    def test_a_copy_is_shared_whole_and_strangers_share_nothing(self) -> None:
        assert share_of(NOISE, NOISE) == 1
        assert share_of(NOISE, OTHER) == 0
        assert share_of("", NOISE) == 0
        assert 0.3 < share_of(NOISE, f"请问：{NOISE[:12]}，何时解决？这件事已经拖了很久了。") < 1
