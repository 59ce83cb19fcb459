"""Matters on paper: states, who may stand together, when one is hot."""
