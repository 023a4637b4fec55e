"""What a light means: the finding of each duty, its reasons and what mends it."""
