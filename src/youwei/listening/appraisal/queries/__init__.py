"""What is read of rounds, panels and ballots."""
