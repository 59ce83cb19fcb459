"""Steps that a desk page offers: label, form and operation of each."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.utils.functional import Promise

Given = Mapping[str, Any]  # cleaned fields


@dataclass(frozen=True, slots=True)
class Step:
    """`form` is built with `thing=`; `first` stands open."""

    label: Promise
    form: Callable[..., Form]
    run: Callable[[Any, Any, Given], object]
    first: bool = False
    more: Promise | str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """`form` carries what was typed if it was refused."""

    name: str
    label: Promise
    form: Form
    first: bool
    more: Promise | str


Failed = tuple[str, Form] | None


def offers(
    steps: Mapping[str, Step], names: Iterable[str], thing: object, failed: Failed = None
) -> tuple[Offer, ...]:
    return tuple(
        Offer(
            name=name,
            label=steps[name].label,
            form=failed[1]
            if failed and failed[0] == name
            else steps[name].form(None, thing=thing, prefix=name),
            first=steps[name].first,
            more=steps[name].more,
        )
        for name in names
        if name in steps
    )
