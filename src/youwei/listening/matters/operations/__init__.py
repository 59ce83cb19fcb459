"""What changes of matters: see the modules."""
