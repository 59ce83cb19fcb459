import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youwei.kernel import words
from youwei.kernel.refusal import Invalid, Refusal

# Half of the characters drawn are the ones that make trouble.
TROUBLE = "\x00\x07\t\n\r\v\f\x1b\x7f\x85\xa0\xad\u034f\u061c\u200b\u200d\u200e\u202e\u2028\u2066"
TROUBLE += "\u3000\u3164\ufeff\uffff\U000e0041"
texts = st.text(st.one_of(st.sampled_from(TROUBLE), st.characters()), max_size=300)
BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("\t 办事\t窗口 \n\n", "办事 窗口"),
        ("第一行  \n\u3000\u3000第二行", "第一行\n\u3000\u3000第二行"),
        ("推\u200b诿\ufeff扯\u00ad皮", "推诿扯皮"),
        ("report\u202egnp.exe", "reportgnp.exe"),
        ("\x00\x1b[31m红\x1b[0m", "[31m红[0m"),
        ("𠮷野家 㐂 \ue000", "𠮷野家 㐂 \ue000"),
        ("好\U000e0041\U000e0042", "好"),
        ("", ""),
        (" \n\t\u3000", ""),
    ],
)
def test_what_remains_of_a_text(given_text: str, kept: str) -> None:
    assert words.clean_text(given_text, limit=100, field="text") == kept


def test_a_text_at_the_limit_passes_and_one_more_says_both_numbers() -> None:
    assert words.clean_text("字" * 20, limit=20, field="text") == "字" * 20
    with pytest.raises(words.TextTooLong) as refused:
        words.clean_text("字" * 21, limit=20, field="text")
    assert str(refused.value) == "This text has 21 characters; 20 are possible."
    assert refused.value.field == "text"


def test_the_limit_counts_what_is_kept() -> None:
    assert words.clean_text("  字\u200b\u200b\n\n", limit=1, field="text") == "字"


def test_a_hundred_thousand_characters_are_refused() -> None:
    with pytest.raises(words.TextTooLong):
        words.clean_text("冀" * 100_000, limit=5_000, field="text")


def test_a_text_full_of_hidden_characters_is_refused() -> None:
    with pytest.raises(words.TextHidden) as refused:
        words.clean_text("好" + "\u200b" * (words.HIDDEN_LIMIT + 1), limit=1_000, field="text")
    assert refused.value.params["hidden"] == words.HIDDEN_LIMIT + 1


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(words.NotReadable):
        words.clean_text("坏\ud83d", limit=100, field="text")


@given(texts)
def test_cleaning_is_idempotent_bounded_and_leaves_nothing_invisible(text: str) -> None:
    try:
        cleaned = words.clean_text(text, limit=200, field="text")
    except Invalid:
        return
    assert words.clean_text(cleaned, limit=200, field="text") == cleaned
    assert len(cleaned) <= 200
    assert cleaned == cleaned.strip()
    for char in cleaned.replace("\n", ""):
        assert unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}
        assert unicodedata.bidirectional(char) not in BIDI
    cleaned.encode()


@given(texts)
def test_a_cleaned_label_is_a_label_or_empty(text: str) -> None:
    try:
        label = words.clean_label(text, limit=60, field="name")
    except Invalid:
        return
    assert label == "" or words.is_label(label, limit=60)
    assert "\n" not in label
    assert len(label) <= 60


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("石家庄市行政审批局", True),
        ("a b", True),
        ("", False),
        (" a", False),
        ("a  b", False),
        ("a\nb", False),
        ("a\u202eb", False),
        ("a\ud800", False),
        ("字" * 121, False),
    ],
)
def test_which_texts_are_labels(text: str, is_one: bool) -> None:
    assert words.is_label(text) is is_one


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_the_usual_encodings_are_read(encoding: str) -> None:
    text = "办事拖沓,来回跑了三趟。\n𠮷"
    assert words.decode(text.encode(encoding)) == text


def test_gbk_of_older_programs_is_read() -> None:
    assert words.decode("门难进、脸难看".encode("gbk")) == "门难进、脸难看"


@pytest.mark.parametrize(
    "content",
    [
        "中文".encode("utf-32"),
        "plain".encode("utf-16-le"),
        b"\xff\xfe\x00",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"\x81\xff\xff",
        bytes(range(1, 32)) * 2,
    ],
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(words.NotReadable):
        words.decode(content)


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(content: bytes) -> None:
    try:
        text = words.decode(content)
        words.clean_text(text, limit=1_000, field=None).encode()
    except Refusal:
        pass
