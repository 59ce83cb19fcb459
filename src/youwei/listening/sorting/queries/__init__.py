"""What is proposed for a case, and what the models are."""
