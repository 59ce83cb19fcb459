"""集中反馈: what many said about an organ, rewritten, as duties of that organ."""
