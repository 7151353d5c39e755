"""The case run thousands of times with uncertain numbers drawn: chances, percentiles and what drives them."""
