"""What is true of campaigns on paper: states, events, refusals."""
