"""What is true of figures on paper: facts, sums, quantiles, and what a release may tell."""
