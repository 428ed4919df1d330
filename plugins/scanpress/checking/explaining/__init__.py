"""Explain why a schema rejects a document, and what to write instead."""
