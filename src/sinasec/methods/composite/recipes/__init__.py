"""What steps make an index, as a file says them."""
