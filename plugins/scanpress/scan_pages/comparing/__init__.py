"""Raters and what they answered, and how far they agree about the same papers."""
