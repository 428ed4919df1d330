"""Repair what is mechanical in a scan: first its text, then its values by the schema. Nothing is guessed."""
