"""The opinion as typed, versioned data."""
