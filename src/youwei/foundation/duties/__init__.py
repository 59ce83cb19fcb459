"""Somebody owes something by a date, checked by somebody else."""
