"""Ways in beside the web form: partner sites, clerks, the report box, forwarded files."""
