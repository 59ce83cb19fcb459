"""Hearing the public (听)."""
