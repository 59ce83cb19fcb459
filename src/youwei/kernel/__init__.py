"""What needs no framework: actor, clock, deadlines, transition tables, refusals, typed events."""
