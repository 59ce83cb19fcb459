"""What changes: a category, a model, the switch, and the memory of what was suggested."""
