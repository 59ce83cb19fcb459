"""What was received, answered and verified, with small cells hidden."""
