"""同一事项: cases that say the same thing, and how fast a matter grows."""
