"""Terms, states, events and refusals of keeping and erasing."""
