"""Who receives, what the pages show, and what a key opens."""
