"""Batches of outputs, made by worker processes or in this one."""
