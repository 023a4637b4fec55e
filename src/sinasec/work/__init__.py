"""Work done behind: asked in the database, done once by whichever worker takes it."""
