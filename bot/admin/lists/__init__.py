"""What is due, missing, asked for and used."""
