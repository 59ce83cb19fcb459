"""Append-only, typed events in the transaction of the operation they record."""
