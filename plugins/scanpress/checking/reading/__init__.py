"""Read the bytes of a file into values with positions, or find the place where its JSON is broken."""
