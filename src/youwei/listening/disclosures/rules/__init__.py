"""Phrases, locks, seals, sizes, ways and states: what holds without a database."""
