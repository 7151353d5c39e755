"""What a user is told of a mistake: where, what, what is allowed and how to mend it."""
