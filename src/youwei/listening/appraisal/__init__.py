"""作风公开评议: from a sampled one-time code to sealed ballots (opinion 三(一), A11–A16)."""
