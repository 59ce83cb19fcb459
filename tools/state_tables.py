"""Writes docs/states.md from the state tables themselves; `--check` fails where it went stale.

python tools/state_tables.py [--check]
"""

import sys
from pathlib import Path
from typing import Any

from youwei.foundation.campaigns.rules.states import CAMPAIGN
from youwei.foundation.duties.rules.states import DUTY
from youwei.foundation.exports.rules.states import EXPORT
from youwei.foundation.people.rules.proposals import PROPOSAL
from youwei.foundation.retention.rules.states import DISPOSAL
from youwei.kernel.states import StateTable
from youwei.kernel.states.diagram import mermaid, role_matrix
from youwei.listening.appraisal.rules.states import ROUND
from youwei.listening.channels.rules.states import BOX, FILE
from youwei.listening.complaints.rules.states import CASE
from youwei.listening.disclosures.rules.states import DISCLOSURE
from youwei.listening.feedback.rules.states import BATCH
from youwei.listening.followup.rules.states import CALL_BACK, LISTING, RETALIATION, TRANSFER
from youwei.listening.matters.rules.states import HOT_SPOT, MATTER
from youwei.listening.results.rules.states import OBJECTION

PAGE = Path(__file__).parents[1] / "docs" / "states.md"
TABLES: tuple[StateTable[Any, Any], ...] = (
    CASE,
    DUTY,
    CAMPAIGN,
    PROPOSAL,
    EXPORT,
    DISPOSAL,
    BOX,
    FILE,
    MATTER,
    HOT_SPOT,
    BATCH,
    DISCLOSURE,
    CALL_BACK,
    RETALIATION,
    LISTING,
    TRANSFER,
    ROUND,
    OBJECTION,
)
HEAD = """# State tables

Made from the tables in the code by `python tools/state_tables.py`; a test holds the two together.
In brackets stands who has the ball in a state, and who may make a move.
"""


def page() -> str:
    parts = [HEAD]
    for table in TABLES:
        parts.append(
            f"\n## {table.name}\n\n```mermaid\n{mermaid(table)}```\n\n{role_matrix(table)}"
        )
    return "".join(parts)


def main() -> int:
    if "--check" in sys.argv[1:]:
        return 0 if PAGE.read_text("utf-8") == page() else 1
    PAGE.write_text(page(), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
