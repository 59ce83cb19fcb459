"""Results at the desk, for the organs concerned, and for everybody."""
