"""Projects as clients see them: on their goals and agreements, and on those that carry them."""

from events.project import PROJECT
from schema.aggregate import Published, Reverse

PUBLISHED = Published(
    PROJECT,
    plural="projects",
    description="The projects of the record (Vorhaben, Maßnahmen).",
    order="title",
    reverse=(
        Reverse("projects", "goals", "The projects that are expected to contribute to it (Vorhaben)."),
        Reverse("projects", "agreement", "The projects that belong to it (Vorhaben)."),
        Reverse(
            "projects", "parties", "The projects that it leads or takes part in on the day (Vorhaben).", followed=True
        ),
        Reverse("ledProjects", "lead", "The projects that it leads on the day (Federführungen).", followed=True),
    ),
)
