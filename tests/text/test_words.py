"""What a text is broken into, and what is left out."""

from hypothesis import given
from hypothesis import strategies as st

from youwei.text.words import PIECE, normalised, telling_words, terms


def test_words_and_shorter_words_inside_them_are_found() -> None:
    found = terms("市教育局答复营业执照")
    assert {"教育局", "教育", "营业执照", "执照"} <= set(found)
    assert f"{PIECE}答复" in found


def test_names_figures_and_letters_are_left_out() -> None:
    found = "".join(terms("张伟2026年3月1日在A市办证，电话13800000000，车牌冀A12345"))
    assert "张" not in found
    assert not any(character.isascii() and character != PIECE for character in found)


def test_no_pair_reaches_across_a_gap() -> None:
    assert f"{PIECE}照办" not in terms("执照，办理")
    assert f"{PIECE}理办" not in terms("办理12345办理")


def test_what_looks_the_same_is_the_same() -> None:
    assert normalised("  ＡＢ１\n\t供暖 ") == normalised("ab1 供暖")


def test_half_a_word_is_shown_as_the_whole_one() -> None:
    text = "税务专管员和工作人员都没有来。"
    assert telling_words(("管员", "专管", "作人", "没有", "供暖"), text) == (
        "专管员",
        "工作人员",
        "没有",
        "供暖",
    )


def test_a_word_that_only_binds_others_tells_nothing() -> None:
    text = "可是社区说每个月都用手机认证，为什么不行。"
    assert telling_words(("可是", "认证", "每个", "社区", "为什么"), text) == ("认证", "社区")


@given(st.text(max_size=80))
def test_any_text_is_taken(text: str) -> None:
    assert all(term and not term[-1].isdigit() for term in terms(text))
