"""VAT (merverdiavgift): what may be deducted, capital goods, the key for overhead, and the settlement."""
