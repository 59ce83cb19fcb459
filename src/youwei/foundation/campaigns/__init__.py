"""A jurisdiction, a period and a rulebook version."""
