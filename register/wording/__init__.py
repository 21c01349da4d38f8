"""What codes are called and what is said of them, marked for the catalogues: every edge speaks through this room."""
