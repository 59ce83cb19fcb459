"""How long things are kept, what is disposed of and by whom, and what must not be (C-46)."""
