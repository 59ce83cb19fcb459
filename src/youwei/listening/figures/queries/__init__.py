"""What is read for figures: facts, tables, releases."""
