"""The results, a page for each reader: pictures first, tables a click away, every number asked why."""
