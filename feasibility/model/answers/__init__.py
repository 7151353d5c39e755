"""The answers: measures for each party, break-even, the alternatives, and what is drawn."""
