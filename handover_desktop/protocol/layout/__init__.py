"""Setting type: measuring, wrapping, shaping, tables, and the pen that draws and tags."""
