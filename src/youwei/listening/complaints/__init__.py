"""Complaints (投诉): from the first word to verified rectification."""
