"""What GeoReport v2 asks and answers, on paper: values, refusals, events."""
