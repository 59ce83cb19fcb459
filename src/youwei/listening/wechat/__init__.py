"""The WeChat official account: a way to the form, and word that something changed."""
