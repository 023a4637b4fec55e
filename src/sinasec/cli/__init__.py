"""What every command shares: options, how one answers or fails, days, and Spanish."""
