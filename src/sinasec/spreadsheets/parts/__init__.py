"""What workbooks are made of, read in bounded memory before any reader sees them."""
