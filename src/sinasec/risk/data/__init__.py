"""What the index measures with: editions of data, their quality, and the inputs of a year."""
