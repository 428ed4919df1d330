"""What everybody knows of the names that papers give: ids of arXiv, and venues."""
