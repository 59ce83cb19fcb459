"""Under which code the rulebook says how long sealed ballots are kept."""

KEPT = "ballot"
