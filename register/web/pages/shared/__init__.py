"""What several places stand on: fields, forms of steps, words behind codes, dates with their proofs, histories."""
