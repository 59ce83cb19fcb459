"""What changes in a round, an instrument, a panel."""
