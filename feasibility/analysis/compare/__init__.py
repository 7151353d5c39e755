"""Cases, scenarios and alternatives side by side, for everybody who has a say."""
