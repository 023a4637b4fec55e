"""What each page of the desk answers."""
