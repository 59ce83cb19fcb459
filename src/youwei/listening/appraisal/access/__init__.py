"""Who prepares, freezes, opens, closes; who hands in for a third party."""
