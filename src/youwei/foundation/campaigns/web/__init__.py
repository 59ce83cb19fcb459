"""The desk's pages about campaigns and their rulebooks."""
