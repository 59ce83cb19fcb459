"""A year of a made-up province, driven through the operations that users use."""
