"""What the register holds: cases, messages, letters, people, channels, reports and the firm, each as a value."""
