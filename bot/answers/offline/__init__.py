"""What a client keeps for when there is no network: every routine of one municipality, and what is needed to show and find them."""
