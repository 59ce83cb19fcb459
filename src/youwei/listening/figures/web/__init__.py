"""Figures at the desk, and those that everybody reads."""
