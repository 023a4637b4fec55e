"""What the pages of the risk index show: words, charts and rows, from published tables only."""
