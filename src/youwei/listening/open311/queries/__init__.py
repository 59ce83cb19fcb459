"""What clients of GeoReport v2 read."""
