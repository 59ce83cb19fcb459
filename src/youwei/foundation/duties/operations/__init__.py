"""What changes a duty. Each function is one transaction and one journal event."""
