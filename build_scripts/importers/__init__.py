"""Readers of published forms: a text export in, the forms' YAML and an account of every line out."""
