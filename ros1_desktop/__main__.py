"""`python -m ros1_desktop` is the command line."""

import sys

from ros1_desktop.app import main

sys.exit(main())
