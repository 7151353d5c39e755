"""Is there a deal both want? Both parties' values and limits over two terms (docs/negotiate.md)."""
