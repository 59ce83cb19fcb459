"""The desk: my duties, the ledger, one duty on one page."""
