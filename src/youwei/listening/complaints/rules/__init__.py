"""What is true of a complaint on paper: states, where it may go, what its writer is told."""
