"""The public pages, which seal, and the desk, which opens with a passphrase."""
