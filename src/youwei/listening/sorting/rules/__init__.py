"""What rules and models propose, as plain values."""
