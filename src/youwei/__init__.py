"""Youwei (有为): a year of work-style rectification, from the first word to the published result."""
