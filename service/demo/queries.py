"""Sample queries: they work unchanged with any of the demonstration's tokens."""

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
        nextSteps { kind since by overdue message party { ... on Partner { name } ... on County { name } } }
      }
    }
  }
}
"""

GOALS = """# Which goals are on their way, and the arithmetic that says so (Zielerreichung)
{
  county {
    goals(filter: { status: { equals: ADOPTED } }) {
      nodes {
        title attainment overdueSince
        indicator { unit direction }
        arithmetic { reason year value { value source } expected behind tolerance last { year value } }
        paths { since targets { year value } }
        projects { nodes { title status } }
        expectedEffects { year amount projects }
      }
    }
  }
}
"""

PROJECTS = """# Projects of many: who leads, who takes part, what they cost, what comes next (Vorhaben)
{
  county {
    projects(filter: { not: { status: { in: [IDEA, CANCELLED] } } }) {
      nodes {
        title status percent blockedSince milestoneDue
        lead { ... on Municipality { name } ... on Partner { name } }
        parties { ... on Municipality { name } ... on Partner { name } }
        planned { amount } spent { amount } granted { amount } ownContribution { amount }
        milestones { number title due reached after }
        lessons
      }
    }
  }
}
"""

MONITORING = """# The county on a day: goals, what is overdue and by whom, money, who takes part (Monitoring)
{
  county {
    monitoring {
      on
      attainment { attainment count goals { title } }
      overdue {
        kind title overdueSince
        party { ... on Municipality { name } ... on MunicipalAssociation { name } ... on Partner { name } }
      }
      projects { status count blocked }
      money { planned { amount currency } granted { amount } drawn { amount } spent { amount } }
      moneyByYear { year planned { amount } spent { amount } }
      effects { goal { title } unit year gap expected }
      participationCount { inNone inOne inSeveral leading }
    }
  }
}
"""

BENEFITS = """# What the cooperation brings to one municipality (Entlastung)
{
  county {
    municipality(ags: "01059126") {
      name
      projects { nodes { title status } }
      duties { kind title due overdueSince }
      monitoring { benefits { year outreach answered hours money { amount } } }
      reliefs { nodes { on way what hours { numerator denominator } } }
    }
  }
}
"""

DECISIONS = """# How it was decided: each outcome with its arithmetic, its rule and its meeting (Beschlüsse)
{
  county {
    decisions {
      nodes {
        title status adopted
        body { name }
        outcome { result reason statutory entitled present yes no abstain base needed quorumNeeded }
        votings {
          mode opened deadline closed
          rule { preset threshold { share { numerator denominator } base strict } }
        }
        meetings { title starts place }
        effects { nodes { type recordedAt } }
      }
    }
  }
}
"""

WHY = """# Why a clause reads as it does: who changed it, when, why and on whose authority (Begründung)
{
  county {
    agreements(first: 1, filter: { text: "Klimadaten" }) {
      nodes {
        title
        clauses { clause number heading text }
        why(field: CLAUSES, part: 2) {
          causes {
            event { type recordedAt actor { role } reason { text } }
            decision { title body { name } outcome { result yes no abstain needed } meetings { title starts } }
          }
          graph { nodes { key kind label } edges { from to kind } }
        }
      }
    }
  }
}
"""

COMPETENCE = """# Who is competent for heat planning in Hürup on a day, and why (Zuständigkeit)
{
  county {
    municipality(ags: "01059126") {
      today: competence(matter: "heat-planning") { reason body { name members { number } } since }
      before: competence(matter: "heat-planning", on: "2024-12-31") { reason body { name } }
    }
  }
}
"""

QUERIES = (
    OVERVIEW,
    REFORM,
    HISTORY,
    REGION,
    COMPARISON,
    PARTIES,
    STEPS,
    GOALS,
    PROJECTS,
    MONITORING,
    BENEFITS,
    DECISIONS,
    WHY,
    COMPETENCE,
)
"""All queries, in order."""
