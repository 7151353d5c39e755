"""What the parties agree: lease, turnover rent, fees, an ordinary tenancy after it, and support."""
