"""What sheets say of their cells beside their values."""
