"""Files that leave the desk: with a reason, approved, marked, limited and recorded (C-49)."""
