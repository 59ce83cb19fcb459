"""Who is to be told, as far as the key tells."""
