"""``python -m build_scripts``: the command ``mingzhang``."""

import sys

from build_scripts.cli import main

sys.exit(main())
