"""Pages: the ballot on a telephone, the round on the desk."""
