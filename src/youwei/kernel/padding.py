"""Sizes that tell little: what is sealed is first brought to one of few lengths.

Up to 16 KiB everything is equally long, so every usual text is; above that lengths follow Padmé
(Nikitin and others, 2019), which adds at most an eighth and leaves O(log log n) bits to be told.
"""

import struct

SMALLEST = 16 * 1024  # bytes; a text of 5,000 Chinese characters
_LENGTH = struct.Struct(">Q")


class Misshapen(ValueError):
    """Not what `padded` made."""


def padded(content: bytes) -> bytes:
    size = bucket(len(content) + _LENGTH.size)
    return (_LENGTH.pack(len(content)) + content).ljust(size, b"\0")


def unpadded(padded: bytes) -> bytes:
    """Raises Misshapen."""
    if len(padded) < _LENGTH.size:
        raise Misshapen
    (length,) = _LENGTH.unpack_from(padded)
    if length > len(padded) - _LENGTH.size:
        raise Misshapen
    return padded[_LENGTH.size : _LENGTH.size + length]


def bucket(length: int) -> int:
    """The length, in bytes, to which so many bytes are brought."""
    if length <= SMALLEST:
        return SMALLEST
    exponent = length.bit_length() - 1
    loose = exponent - exponent.bit_length()
    mask = (1 << loose) - 1
    return (length + mask) & ~mask
