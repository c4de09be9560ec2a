"""What shows the published file in tools of others, a folder a tool."""
