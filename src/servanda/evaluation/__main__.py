"""`python -m servanda.evaluation FOLDER…` prints how much gold each folder holds."""

import sys
from pathlib import Path

from servanda.evaluation.counts import counts

for folder in sys.argv[1:]:
    sys.stdout.write(f"### {folder}\n\n{counts(Path(folder))}\n")
