"""The pictures of the documentation, each drawn from a definition by `workflow definition draw`."""

from __future__ import annotations

from collections.abc import Mapping

from tests.docs.pages import DOCS
from workflow.application.shelf import procedure
from workflow.cli.drawing import drawn

IMAGES = DOCS / "images"
HALL = str(DOCS / "examples" / "hall.yaml")
PICTURES: Mapping[str, tuple[str, tuple[str, ...], str | None]] = {
    "hall-loan": (HALL, (), "hall_loan"),
    "four-certs-three-docs": ("four-certs-three-docs", (), None),
    "licence": ("four-certs-three-docs", (), "licence"),
    "registration": ("four-certs-three-docs", (), "registration"),
    "warranty": ("four-certs-three-docs", (), "warranty"),
    "pre-review": ("four-certs-three-docs", ("pre_review",), "pre_review"),
    "renovation-project": ("old-neighbourhood-renovation", (), "renovation_project"),
    "grid-case": ("grid-incident", (), "grid_case"),
    "party-list": ("livelihood-programme", (), "party_list"),
    "congress-list": ("livelihood-programme", (), "congress_list"),
    "livelihood-item": ("livelihood-programme", (), "livelihood_item"),
    "park-settlement": ("park-settlement", (), "settlement"),
    "campus-posts": ("campus-posts", (), "campus_post"),
    "evaluation-body": ("skill-recognition", (), "evaluation_body"),
    "exam-session": ("skill-recognition", (), "exam_session"),
    "skill-candidate": ("skill-recognition", (), "skill_candidate"),
    "bundled-matter": ("one-thing", (), "bundled_matter"),
    "cross-region-case": ("cross-region", (), "cross_region_case"),
}
"""file → definition, policies, lifecycle (none: the prerequisites)"""


def picture(name: str) -> str:
    """Return a picture as it is drawn now, in Chinese."""
    reference, policies, lifecycle = PICTURES[name]
    return drawn(procedure(reference, policies).definition, lifecycle, "svg", "zh-CN")
