"""County (Landkreis): placeholder so that municipality imports; to be replaced."""
