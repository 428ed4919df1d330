"""What is valid and probably wrong: letters that were lost, placeholders, identifiers that lead nowhere.

Each rule is a warning. Most files have nothing of this kind: clues decide that in a few microseconds, and only files
with a clue are looked at text by text.
"""
