"""Telling the public (晒)."""
