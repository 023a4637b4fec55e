"""What is run by hand to make the product's own tables; the product never imports it."""
