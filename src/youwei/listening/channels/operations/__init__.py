"""What changes on the ways in."""
