"""What is read of matters: look-alikes, lists, one matter, its heat."""
