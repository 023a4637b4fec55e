"""Which publication a page shows, and pages made once while what they read says the same."""
