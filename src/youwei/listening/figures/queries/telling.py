"""A document in plain values, for files and for the API."""

from typing import Any

from django.utils.translation import gettext as _

from youwei.listening.figures.queries.documents import Document
from youwei.listening.figures.words import DEFINITIONS


def small_cells(threshold: int | None) -> str:
    if threshold is None:
        return _("Nothing is hidden: these are the exact figures of those who triage.")
    return _(
        "Hidden (＊) is what stands for fewer than %(threshold)d cases, and as many other figures"
        " as are needed so that none of these can be calculated. Shares, days and ratings are"
        " hidden with the number on which they rest. Zero is shown."
    ) % {"threshold": threshold}


def cases_counted(threshold: int | None) -> str:
    if threshold is None:
        return _(
            "The cases that you may triage. Cases about an organ that you serve, or in which you"
            " declared an interest, are left out as everywhere."
        )
    return _(
        "Cases whose kind the office has settled. Complaints about the conduct of an organ are"
        " left out, so that no organ learns of them from figures. A quarter is released once and"
        " not changed later."
    )


def told(document: Document) -> dict[str, Any]:
    """Null is a number that is hidden, or the days of nobody. See docs/api.md."""
    layout = document.layout
    return {
        "campaign": document.campaign,
        "rulebook": document.rulebook,
        "by": layout.by.value,
        "across": layout.across.value if layout.across else None,
        "first": document.first.isoformat(),
        "last": document.last.isoformat(),
        "as_of": document.as_of.isoformat(timespec="seconds"),
        "threshold": document.threshold,
        "small_cells": small_cells(document.threshold),
        "cases_counted": cases_counted(document.threshold),
        "cells": [
            {
                "row": cell.row,
                "row_name": cell.row_name,
                "column": cell.column or None,
                "column_name": cell.column_name or None,
                "figures": dict(cell.figures),
            }
            for cell in document.cells
        ],
        "row_totals": {key: dict(figures) for key, figures in document.row_totals.items()},
        "column_totals": {key: dict(figures) for key, figures in document.column_totals.items()},
        "total": dict(document.total),
        "names": dict(document.codes),
        "definitions": [
            {
                "code": one.code,
                "name": str(one.name),
                "counts": str(one.counts),
                "basis": str(one.basis),
            }
            for one in DEFINITIONS
        ],
    }
