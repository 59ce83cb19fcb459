"""Suggestions on the page of a case, and the page about the models."""
