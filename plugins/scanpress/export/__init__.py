"""Make the files for data users: tables, raw documents and their descriptions, the same bytes in every place."""
