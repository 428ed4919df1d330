"""Turn answers that exist already into scans: batches of a model's answers, and tables."""
