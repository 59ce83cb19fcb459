"""What is drawn, when an organ is warned, and the four state tables."""
