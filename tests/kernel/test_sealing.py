import pytest
from hypothesis import given
from hypothesis import strategies as st

from youwei.kernel.sealing import SealBroken, derive, seal, unseal

KEY = derive("a secret of the installation", "writer")


@given(st.text(max_size=200))
def test_what_was_sealed_opens_again(text: str) -> None:
    assert unseal(seal(text, key=KEY, context="case:name"), key=KEY, context="case:name") == text


def test_the_name_does_not_stand_in_the_sealed_bytes() -> None:
    assert "示范".encode() not in seal("示范甲", key=KEY, context="c")


def test_sealing_twice_gives_different_bytes() -> None:
    assert seal("x", key=KEY, context="c") != seal("x", key=KEY, context="c")


@pytest.mark.parametrize("position", [0, 13, 29])
def test_changed_bytes_do_not_open(position: int) -> None:
    sealed = bytearray(seal("示范甲", key=KEY, context="c"))
    sealed[position] ^= 1
    with pytest.raises(SealBroken):
        unseal(bytes(sealed), key=KEY, context="c")


def test_bytes_moved_to_another_record_do_not_open() -> None:
    with pytest.raises(SealBroken):
        unseal(seal("x", key=KEY, context="case 1"), key=KEY, context="case 2")


def test_a_key_for_another_purpose_does_not_open() -> None:
    other = derive("a secret of the installation", "receipts")
    with pytest.raises(SealBroken):
        unseal(seal("x", key=KEY, context="c"), key=other, context="c")


@given(st.binary(max_size=60))
def test_arbitrary_bytes_are_refused_and_nothing_else(sealed: bytes) -> None:
    with pytest.raises(SealBroken):
        unseal(sealed, key=KEY, context="c")
