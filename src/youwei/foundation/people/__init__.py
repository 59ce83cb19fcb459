"""Accounts, role grants, and the Actor of a request."""
