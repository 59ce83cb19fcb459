"""Who may: one file for each of the four matters."""
