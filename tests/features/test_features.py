"""Every scenario of features/ is a test."""

from pathlib import Path

from workflow.specs.binding import bind, feature_files

FEATURES = Path(__file__).parents[2] / "features"

for path in feature_files([FEATURES]):
    bind(globals(), path, prefix=f"{path.stem}_")
