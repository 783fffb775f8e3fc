"""Charts as SVG, readable without colour; coordinates are exact until they are written."""
