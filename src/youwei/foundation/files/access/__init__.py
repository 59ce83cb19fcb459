"""Who may read a file, and who decides about one that was set aside."""
