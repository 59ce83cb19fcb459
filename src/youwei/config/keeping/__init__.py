"""Backup and restore of a whole installation: database, files, and on request the signing keys."""
