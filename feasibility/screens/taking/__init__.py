"""What can be taken along: files made when they are asked for, and kept by what they are of."""
