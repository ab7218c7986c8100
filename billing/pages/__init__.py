"""What each page shows, put together from queries: finished values, so that templates neither read nor count."""
