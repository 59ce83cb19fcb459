"""What programs send and get: the shapes that the API of every app shares."""
