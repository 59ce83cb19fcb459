"""What Chinese texts say, and which say the same; no Django."""
