"""The complainant and whoever acts for them."""
