"""Spells domain names for the published schema and joins descriptions."""


def camel(name: str) -> str:
    """`population_on` as GraphQL spells a field: `populationOn`."""
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def pascal(name: str) -> str:
    """`municipal_association` as GraphQL spells a type: `MunicipalAssociation`."""
    return "".join(part.capitalize() for part in name.split("_"))


def lower_first(name: str) -> str:
    """`RenameMunicipality` as GraphQL spells a mutation: `renameMunicipality`."""
    return name[:1].lower() + name[1:]


def constant(name: str) -> str:
    """`population_on` as GraphQL spells an enum value: `POPULATION_ON`."""
    return name.upper()


def sentence(*parts: str) -> str:
    """Joins sentences to one description, leaving out empty ones; each ends with a full stop."""
    return " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts if part)
