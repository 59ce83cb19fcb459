"""回访 and what comes after an answer."""
