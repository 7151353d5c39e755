"""What a bank asks of a company that borrows: sources and uses, measures, covenants, security."""
