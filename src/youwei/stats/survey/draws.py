"""Normal draws that everybody can repeat: integers, and +, −, ×, ÷ and √ in a fixed order.

Bits come from SplitMix64 (Steele, Lea & Flood 2014, OOPSLA): draw i of a seed is a function of the
two. The inverse of the normal distribution is Wichura's AS 241 (1988, Applied Statistics 37); its
logarithm is a series here, as the one of a C library may differ in the last bit.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_STEP = np.uint64(0x9E3779B97F4A7C15)
_LN2 = 0.6931471805599453
_TERMS = 16  # of ln((1 + y)/(1 − y)) with |y| ≤ 0.172: the next is below 1e-26

_CENTRE = (
    (2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
     13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608),
    (5226.495278852545925, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
     5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1.0),
)  # fmt: skip
_MIDDLE = (
    (7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177,
     1.27045825245236838258, 3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959,
     1.42343711074968357734),
    (1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966,
     0.14810397642748007459, 0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187,
     1.0),
)  # fmt: skip
_TAIL = (
    (2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386,
     0.026532189526576123093, 0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699,
     6.6579046435011037772),
    (2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5,
     7.868691311456132591e-4, 0.0148753612908506148525, 0.13692988092273580531,
     0.59983220655588793769, 1.0),
)  # fmt: skip


def uniforms(seed: int, first: int, count: int) -> Floats:
    """Draws `first` … of the seed: midpoints of 2⁵² equal parts of (0, 1)."""
    place = np.arange(first + 1, first + count + 1, dtype=np.uint64)
    bits = np.uint64(seed % (1 << 64)) + place * _STEP
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    bits = bits ^ (bits >> np.uint64(31))
    return ((bits >> np.uint64(12)).astype(np.float64) + 0.5) * 2.0**-52


def normals(seed: int, shape: tuple[int, int], first: int = 0) -> Floats:
    """Standard normal draws [variable, draw], one variable after the other."""
    return inverse(uniforms(seed, first, shape[0] * shape[1])).reshape(shape)


def inverse(p: Floats) -> Floats:
    """Quantiles of the standard normal distribution, relative error about 1e-16."""
    q = p - 0.5
    centre = np.abs(q) <= 0.425
    r = 0.180625 - q * q
    found = q * _ratio(_CENTRE, np.where(centre, r, 0.0))
    outer = np.flatnonzero(~centre)
    if len(outer):
        side = q[outer]
        tail = np.where(side < 0, p[outer], 1 - p[outer])
        r = np.sqrt(-logarithm(tail))
        far = r > 5
        size = np.where(far, _ratio(_TAIL, r - 5), _ratio(_MIDDLE, r - 1.6))
        found[outer] = np.where(side < 0, -size, size)
    return found


def quantile(p: float) -> float:
    return float(inverse(np.asarray([p]))[0])


def logarithm(x: Floats) -> Floats:
    """ln x of positive x, by x = f·2ᵉ with f in [√½, √2) and the series of artanh."""
    f, e = np.frexp(x)
    low = f < 0.7071067811865476
    f = np.where(low, f * 2, f)
    e = e - low
    y = (f - 1) / (f + 1)
    square = y * y
    total = np.full_like(y, 1 / (2 * _TERMS - 1))
    for term in range(_TERMS - 1, 0, -1):
        total = total * square + 1 / (2 * term - 1)
    return np.asarray(e * _LN2 + 2 * y * total)


def factor(covariance: Floats) -> Floats:
    """Lower L with L·L' = covariance (Cholesky, column by column); a direction that cannot vary
    gets zeros.
    """
    rest = np.array(covariance, dtype=np.float64)
    size = len(rest)
    lower = np.zeros((size, size))
    floor = np.diag(rest).copy() * 1e-12
    for k in range(size):
        if rest[k, k] <= floor[k]:
            continue
        lower[k:, k] = rest[k:, k] / np.sqrt(rest[k, k])
        below = lower[k + 1 :, k]
        rest[k + 1 :, k + 1 :] = rest[k + 1 :, k + 1 :] - below[:, None] * below
    return lower


def spread(lower: Floats, normal: Floats) -> Floats:
    """Draws [variable, draw] with the covariance L·L', added up from the first column on."""
    found = np.zeros_like(normal)
    for k in range(len(lower)):
        found[k:] += lower[k:, k : k + 1] * normal[k]
    return found


def _ratio(both: Sequence[Sequence[float]], r: Floats) -> Floats:
    upper, lower = (_polynomial(one, r) for one in both)
    return upper / lower


def _polynomial(highest_first: Sequence[float], r: Floats) -> Floats:
    value = np.full_like(r, highest_first[0])
    for one in highest_first[1:]:
        value = value * r + one
    return value
