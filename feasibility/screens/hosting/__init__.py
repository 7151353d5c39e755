"""The app on a server that several people use: who asks, who may come in, and whom a case is shared with."""
