"""Render pages: variables and templates become bytes."""
