"""The desk's pages about organs."""
