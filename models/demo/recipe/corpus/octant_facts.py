"""Questions on Octant and on the demo model itself; MoE in general and small talk are others."""

from __future__ import annotations

from .facts import fact_domain
from .octant_data_checkpoints import CHECKPOINTS
from .octant_data_code import CHECKS, FLOORS, PLACES
from .octant_data_commands import CHAT_COMMANDS, COMMANDS, EXIT_CODES, OPTIONS
from .octant_data_model import ABILITIES, IDENTITY
from .octant_data_program import PROGRAM
from .octant_data_running import RUNNING
from .octant_data_shape import SHAPE

#: The tasks of the domain with their facts.
GROUPS = {
    "program": PROGRAM,
    "checkpoints": CHECKPOINTS,
    "running": RUNNING,
    "commands": COMMANDS,
    "options": OPTIONS,
    "chat commands": CHAT_COMMANDS,
    "exit codes": EXIT_CODES,
    "architecture": FLOORS,
    "places": PLACES,
    "checks": CHECKS,
    "identity": IDENTITY,
    "abilities": ABILITIES,
    "shape": SHAPE,
}

draw = fact_domain("octant", GROUPS)
