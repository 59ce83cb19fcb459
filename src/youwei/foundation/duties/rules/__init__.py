"""What is true of a duty on paper: states, lights, escalation, progress."""
