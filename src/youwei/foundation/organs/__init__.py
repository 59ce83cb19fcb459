"""Jurisdictions, organs, internal units and posts over time."""
