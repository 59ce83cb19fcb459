"""What may be read of call-backs, retaliation, silent organs and transfers."""
