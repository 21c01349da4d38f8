"""Messages: read, decided about, handed on; mail and deliveries that became none."""
