"""The tree over the journal. It is no operation: an event about it would never let it settle."""
