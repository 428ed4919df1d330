"""How the content of a file is shown: its code in colours, its prose, or why it is not shown."""
