"""The audit trail and the security log."""
