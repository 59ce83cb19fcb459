import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youwei.kernel import receipts

KEY = b"k" * 32


def test_a_code_carries_at_least_80_bits() -> None:
    code = receipts.code_of(receipts.new_nonce(), key=KEY)
    letters = code.replace("-", "")
    assert len(letters) * 5 >= 80
    assert not set(letters) & set("ILOU")


def test_the_same_form_gives_the_same_code_and_another_key_another() -> None:
    nonce = receipts.new_nonce()
    assert receipts.code_of(nonce, key=KEY) == receipts.code_of(nonce, key=KEY)
    assert receipts.code_of(nonce, key=KEY) != receipts.code_of(nonce, key=b"x" * 32)


def test_codes_of_different_forms_differ() -> None:
    codes = {receipts.code_of(receipts.new_nonce(), key=KEY) for _ in range(1000)}
    assert len(codes) == 1000


@pytest.mark.parametrize(
    "typed",
    [
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: code.replace("-", " "),
        lambda code: f"  {code} ",
        lambda code: code.replace("0", "O").replace("1", "l"),
    ],
)
def test_a_code_is_found_as_people_type_it(typed: object) -> None:
    code = receipts.code_of("a nonce", key=KEY)
    stored = receipts.hash_of(receipts.normalise(code), key=KEY)
    assert callable(typed)
    assert receipts.matches(typed(code), stored, key=KEY)


@given(st.text(alphabet=string.printable + "一二〇", max_size=40))
def test_any_other_input_does_not_match(typed: str) -> None:
    code = receipts.code_of("a nonce", key=KEY)
    stored = receipts.hash_of(receipts.normalise(code), key=KEY)
    assert not receipts.matches(typed, stored, key=KEY)


def test_the_stored_hash_tells_nothing_without_the_key() -> None:
    code = receipts.normalise(receipts.code_of("a nonce", key=KEY))
    assert receipts.hash_of(code, key=KEY) != receipts.hash_of(code, key=b"")
