"""What the operations share, and the urn, which is no operation: see docs/adr/0018-appraisal.md."""
