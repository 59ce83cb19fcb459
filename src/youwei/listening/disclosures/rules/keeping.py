"""Under which codes the rulebook says how long a disclosure is kept."""

CONTENT = "disclosure"
IDENTITY = "disclosure-identity"
