"""What is read of the ways in."""
