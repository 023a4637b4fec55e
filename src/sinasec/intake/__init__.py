"""What people send, brought to rows with all that is wrong with it: one vocabulary, two engines."""
