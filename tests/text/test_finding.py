from hypothesis import given
from hypothesis import strategies as st

from youwei.text.finding import fold, is_folded_away, needles, pairs

TEXTS = st.text(
    st.sampled_from("停车收费物业Aaz９9Ｚｚ，。 \n𠮷é") | st.characters(codec="utf-8"), max_size=40
)


@given(TEXTS, st.data())
def test_a_text_that_holds_a_word_holds_every_pair_of_it(text: str, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(text)))
    word = text[first : data.draw(st.integers(first, len(text)))]
    assert pairs(word) <= pairs(text)


@given(TEXTS)
def test_folding_keeps_places_and_stands(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_width_and_case_make_no_difference() -> None:
    assert fold("ＡＢＣ１２３，ａ") == fold("abc123,A") == "abc123,a"
    assert needles(" 停车　Ａ市 停车 ") == ("停车", "a市")


def test_han_words_need_no_folding_of_the_text() -> None:
    assert not is_folded_away("停车收费")
    assert is_folded_away(fold("Ａ市"))


def test_pairs_do_not_reach_across_a_mark_or_a_line() -> None:
    assert pairs("停车，收费\n难") == {"停车", "收费"}
