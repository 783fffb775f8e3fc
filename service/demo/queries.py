"""Three queries worth pasting: they work as they stand with any of the demonstration's tokens."""

OVERVIEW = """# The county today: how many municipalities, the largest first (Überblick)
{
  county {
    name
    municipalities(first: 5, filter: { exists: true }, orderBy: [{ field: POPULATION, direction: DESC }]) {
      totalCount
      nodes { ags name population association { name } }
    }
  }
}
"""

REFORM = """# Before and after the reform of 1 March 2023, asked in one go (Gebietsreform)
{
  before: county(on: "2023-02-28") { ...maasbuell }
  after: county(on: "2023-03-01") { ...maasbuell }
}
fragment maasbuell on County {
  municipalities(filter: { exists: true }) { totalCount }
  municipality(ags: "01059141") { name exists successor { name } }
}
"""

HISTORY = """# What happened to Maasbüll, who recorded it, and why (Historie)
{
  county {
    municipality(ags: "01059141") {
      name
      history(first: 10) {
        nodes {
          type position recordedAt
          actor { role kind }
          reason { text }
          ... on MunicipalityMerged { on into { name } }
        }
      }
    }
  }
}
"""

QUERIES = (OVERVIEW, REFORM, HISTORY)
"""All of them, the first first."""
