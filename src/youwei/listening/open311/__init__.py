"""GeoReport v2 for clients that speak it."""
