"""The same index made many times, with what is in doubt drawn anew."""
