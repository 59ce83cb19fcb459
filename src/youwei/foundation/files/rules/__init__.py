"""Which files are taken, and how a working copy without traces is made: bytes in, bytes out."""
