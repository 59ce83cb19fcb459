"""GeoReport v2 in JSON and XML."""
