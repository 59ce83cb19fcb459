"""The protocol of the official account on paper: signatures, sealing, messages, delivery."""
