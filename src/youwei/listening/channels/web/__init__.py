"""The desk's pages of the ways in, and the form in the frame of another site."""
