"""What people read of a date, in one place for pages, programs, documents and the console."""
