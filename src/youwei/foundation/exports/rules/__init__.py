"""States, events and refusals of an export."""
