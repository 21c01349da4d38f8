"""Who has the case, and what moves it on."""
