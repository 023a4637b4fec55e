"""What a look at an installation finds, and what to do."""
