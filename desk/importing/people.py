"""Who signed, of the prison service and of its partners."""

from __future__ import annotations

from collections.abc import Sequence

from desk.importing.bodies import Named, Signer, signers
from desk.importing.cells import Cells
from model.records import Capacity, Official
from pipelines.text.units import find_units

_CORRECTIONS = ("pemasyarakatan", "lapas", "rutan", "lpka", "bapas", "ditjenpas")


def officials(cells: Cells, told: Named) -> list[Official]:
    """Read the columns of signatories, of each side or of both.

    Whose office the register does not name is told by the body that they signed for.
    """
    sides = {
        "signers_ours": ("roles_ours", [unit.name for unit in told.units]),
        "signers_theirs": ("roles_theirs", [party.name for party in told.parties]),
        "signers": ("roles", []),
    }
    return [
        Official(name=one.name, role=_role(one, bodies), capacity=Capacity.SIGNATORY)
        for people, (roles, bodies) in sides.items()
        for one in signers(cells.texts(people), cells.texts(roles))
    ]


def _role(signer: Signer, bodies: Sequence[str]) -> str:
    """Say as what somebody signed; "Kepala" alone is that of the one body of the side."""
    role = " ".join(signer.role.split())
    (body,) = bodies if len(bodies) == 1 else ("",)
    if not role:
        return body
    is_bare = len(role.split()) == 1 and body
    return f"{role} {body}" if is_bare and not _names_body(role) else role


def _names_body(role: str) -> bool:
    return bool(find_units(role)) or any(sign in role.lower() for sign in _CORRECTIONS)
