"""检举控告: sealed in the public process to recipients whose keys it does not hold."""
