"""Who may do what: accounts, API keys, sessions, and the record of what was done."""
