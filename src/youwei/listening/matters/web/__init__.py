"""The desk's pages of matters, and what stands about them on the page of a case."""
