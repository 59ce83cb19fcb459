"""The pages of complaints: `public_…` for everybody, the others for the desk."""
