"""What changes after an answer, and beside it."""
