"""Youwei (有为): a year of work-style rectification, from first word to published result."""
