"""What is a secret, how it is shown, and how it is found again and masked."""
