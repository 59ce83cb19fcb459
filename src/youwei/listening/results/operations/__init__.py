"""What changes between the sealed ballots and the register of uses."""
