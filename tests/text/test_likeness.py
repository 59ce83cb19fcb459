"""Look-alikes by shared pairs: the index answers as if every text were compared in turn."""

from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from youwei.text import likeness
from youwei.text.likeness import LikenessIndex
from youwei.text.passages import marked, share_of
from youwei.text.segments import SHORTEST
from youwei.text.sketches import HEADING, PAIRS, Outline, Outlines, outline_of, pairs_of

NOISE = "新城小区旁边的搅拌站整夜施工，噪音很大，住户无法休息。"
SAME = "我住新城小区，搅拌站夜里也在施工，噪音让人睡不着。"
OTHER = "想问一下老年证怎么补办，需要带哪些材料。"

signs = st.text("甲乙丙丁戊己。 ", max_size=24)
texts = st.lists(st.tuples(signs, signs), min_size=1, max_size=40)


def outlines(*written: str, first: int = 0) -> Outlines:
    """Each text is its own heading, as of writers who give none."""
    return Outlines.of((first + n, outline_of(text, text)) for n, text in enumerate(written))


def outlined(text: str) -> Outline:
    return outline_of(text, text)


def brute_force(asked: Outline, everything: dict[int, Outline]) -> dict[int, float]:
    """The definition, text by text."""
    holders: dict[int, int] = {}
    for one in everything.values():
        for pair in one.pairs.tolist():
            holders[pair] = holders.get(pair, 0) + 1
    limit = max(likeness.COMMON_SHARE * len(everything), likeness.COMMON_FLOOR)

    def weight(pair: int) -> float:
        if holders.get(pair, 0) > limit:
            return 0.0
        share = log(max(holders.get(pair, 1), 1)) / log(max(len(everything), likeness.YOUNG))
        return (1 - share) ** 2

    def said(heading: Outline, text: Outline) -> tuple[float, float]:
        pairs = heading.pairs[: heading.heading].tolist()
        there = set(text.pairs.tolist())
        return sum(weight(p) for p in pairs if p in there), sum(map(weight, pairs))

    found = {}
    for key, one in everything.items():
        shared = sum(weight(p) for p in set(asked.pairs.tolist()) & set(one.pairs.tolist()))
        shared /= sqrt(max(len(asked.pairs), SHORTEST) * max(len(one.pairs), SHORTEST))
        (ours, our_whole), (theirs, whole) = said(asked, one), said(one, asked)
        heading = (ours + theirs) / max(our_whole + whole, likeness.LIGHTEST)
        found[key] = sqrt(shared * (heading + likeness.PLAIN))
    return found


@pytest.fixture
def small_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    """Segments that fill up, are sealed and are turned round again within a few texts."""
    monkeypatch.setattr(likeness, "SEGMENT", 16)
    monkeypatch.setattr(likeness, "OPEN", 3)


@pytest.mark.usefixtures("small_segments")
class TestTheIndex:
    @settings(max_examples=40)
    @given(texts, st.sets(st.integers(0, 39)), st.integers(1, 7))
    def test_answers_as_every_comparison_in_turn(
        self, written: list[tuple[str, str]], forgotten: set[int], block: int
    ) -> None:
        """Whatever came in whatever blocks, and without what was forgotten in between."""
        everything = {n: outline_of(*one) for n, one in enumerate(written)}
        index = LikenessIndex()
        for first in range(0, len(written), block):
            index.add(Outlines.of(list(everything.items())[first : first + block]))
        index.forget(np.array(sorted(forgotten)))
        left = {n: one for n, one in everything.items() if n not in forgotten}
        assert len(index) == len(left)
        for asked in [outline_of(*one) for one in written[:5]]:
            wanted = brute_force(asked, left) if len(asked.pairs) else {}
            answer = index.like(asked, at_least=0.01, most=len(written))
            found = {one.key: one.likeness for one in answer}
            assert found == pytest.approx({k: v for k, v in wanted.items() if v >= 0.01})

    @settings(max_examples=40)
    @given(texts, st.integers(1, 5))
    def test_the_likest_come_first_and_no_more_than_asked(
        self, written: list[tuple[str, str]], most: int
    ) -> None:
        index = LikenessIndex()
        index.add(Outlines.of((n, outline_of(*one)) for n, one in enumerate(written)))
        asked = outline_of(*written[0])
        everything = index.like(asked, at_least=0.0, most=len(written))
        assert [one.likeness for one in everything] == sorted(
            (one.likeness for one in everything), reverse=True
        )
        assert index.like(asked, at_least=0.0, most=most) == everything[:most]

    def test_what_was_sealed_and_joined_is_found_again(self) -> None:
        index = LikenessIndex()
        for key in range(50):
            index.add(outlines(f"第{key}号楼电梯停运{key * 7}天", first=1_000 + key))
        for key in range(50):
            asked = outlined(f"第{key}号楼电梯停运{key * 7}天")
            assert [one.key for one in index.like(asked, at_least=0.01, most=1)] == [1_000 + key]

    def test_nothing_of_a_forgotten_text_stays_in_memory(self) -> None:
        """Neither in what was turned round nor in what waits for it."""
        index, whole = LikenessIndex(), LikenessIndex()
        index.add(outlines(NOISE, OTHER, SAME))
        index.add(outlines(NOISE, first=3))
        index.forget(np.array([0, 2, 3]))
        whole.add(outlines(OTHER, first=1))
        (segment,) = index._segments
        kept = segment.members.tolist()
        assert set(kept) == {1}
        assert len(kept) == len(pairs_of(OTHER)) == len(segment.headings)
        assert np.array_equal(index._holders, whole._holders)
        assert sum(len(part.pairs) for part in index._open) == 0


class TestWhatIsAlike:
    def test_one_matter_in_other_words_is_likelier_than_another_matter(self) -> None:
        index = LikenessIndex()
        index.add(outlines(SAME, OTHER, "办事大厅中午没有人值班。", "路灯坏了。"))
        found = index.like(outlined(NOISE), at_least=0.01, most=4)
        assert found[0].key == 0
        assert 1 not in {one.key for one in found}

    def test_courtesies_alone_are_worth_little(self) -> None:
        """What both say is not what they are about: their headings tell."""
        courtesy = "尊敬的领导您好，打扰您的宝贵时间十分抱歉，恳请您在百忙之中过问此事，不胜感激。"
        index = LikenessIndex()
        index.add(
            Outlines.of(
                [
                    (0, outline_of("补办老年证", f"{courtesy}{OTHER}")),
                    (1, outline_of("搅拌站夜间施工", SAME)),
                ]
            )
        )
        found = index.like(outline_of("搅拌站噪音扰民", f"{courtesy}{NOISE}"), at_least=0.0, most=2)
        assert [one.key for one in found] == [1, 0]

    def test_an_empty_index_and_an_empty_text_find_nothing(self) -> None:
        index = LikenessIndex()
        assert index.like(outlined(NOISE), at_least=0.0, most=5) == []
        index.add(outlines(NOISE))
        assert index.like(outlined("。"), at_least=0.0, most=5) == []

    def test_a_question_reads_no_more_than_it_may_from_the_rarest_on(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(likeness, "READ", 30)
        index = LikenessIndex()
        index.add(outlines(*(f"小区停车收费太贵{chr(0x4E00 + n) * 3}" for n in range(200))))
        index.add(outlines("鹤鸣巷口", first=200))
        (found,) = index.like(outlined("鹤鸣巷口小区停车收费太贵"), at_least=0.05, most=9)
        assert found.key == 200


class TestOutlines:
    @given(signs, signs)
    def test_come_back_from_what_was_stored(self, heading: str, text: str) -> None:
        outline = outline_of(heading, text)
        again = Outlines.unpacked([7, 8], [outline.packed(), outline.packed()])
        assert again.keys.tolist() == [7, 8]
        assert again.headings.tolist() == [outline.heading] * 2
        assert again.pairs.tolist() == outline.pairs.tolist() * 2

    def test_of_a_heading_only_so_much_counts(self) -> None:
        long = "".join(chr(0x4E00 + n) for n in range(100))
        assert outline_of(long, "").heading == HEADING
        assert outline_of("停水", long).heading == 1

    @given(st.text(max_size=300))
    def test_pairs_are_few_and_each_once(self, text: str) -> None:
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
