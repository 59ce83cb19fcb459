"""What changes a case. Each function is one transaction and one journal event."""
