"""Queries worth pasting: they work as they stand with any of the demonstration's tokens."""

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

REGION = """# The Klimaschutzregion Flensburg on 1 May 2018: what held then, and how many were party (Stichtag)
{
  county(on: "2018-05-01") {
    agreements(filter: { text: "Klimamanagement Flensburg" }) {
      nodes {
        title status currentVersion effectiveFrom
        partyCount { least most }
        partyCounts { count when { earliest latest } source }
        terms { resources { weeklyHours { numerator } fundings { programme granted { amount } reference } } }
        clauses { number heading text }
      }
    }
  }
}
"""

COMPARISON = """# What the amendment of 2024 changed, word by word (Synopse)
{
  county {
    agreements(filter: { text: "Klimamanagement Flensburg" }) {
      nodes {
        versions { number effectiveFrom proposal }
        compare(from: 1, to: 2) {
          clauses { fate after { number heading } text { kind text } }
          terms { changed }
        }
        pageUrl
      }
    }
  }
}
"""

PARTIES = """# How the number of parties followed from joinings, departures and a merger (Vertragspartner)
{
  county {
    agreements(filter: { text: "Klimamanagement Flensburg" }) {
      nodes {
        in2016: partyCount(on: "2016-07-01") { least most }
        in2018: partyCount(on: "2018-05-01") { least most }
        beforeTheMerger: partyCount(on: "2023-02-28") { least most }
        afterTheMerger: partyCount(on: "2023-03-01") { least most }
        in2024: partyCount(on: "2024-01-31") { least most }
        partiesOn(on: "2024-01-31") {
          isParty joined { earliest latest } left { earliest latest }
          party { ... on Municipality { name successor { name } } }
        }
      }
    }
  }
}
"""

STEPS = """# Who has to do what, since when and by when (nächste Schritte)
{
  county {
    agreements(filter: { text: "Wärmewende" }) {
      nodes {
        title status reviewDue
        nextSteps { kind since by overdue de en party { ... on Partner { name } ... on County { name } } }
      }
    }
  }
}
"""

QUERIES = (OVERVIEW, REFORM, HISTORY, REGION, COMPARISON, PARTIES, STEPS)
"""All of them, the first first."""
