"""The desk pages, the public page, and what is added to the pages of a case."""
