"""What is said of a publication once it is published: nothing of it is edited, all is beside it."""
