"""The public record, and the journal as the audit administrator reads it."""
