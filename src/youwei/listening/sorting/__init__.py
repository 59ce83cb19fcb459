"""Suggestions for triage; a person decides."""
