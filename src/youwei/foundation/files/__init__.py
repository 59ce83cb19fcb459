"""Evidence files: by content, bounded, without metadata."""
