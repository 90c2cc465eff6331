"""Pages of accounts: signing in, one's own account, the list of accounts, who may do what."""
