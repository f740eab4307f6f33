"""Who signed, of the prison service and of its partners."""

from __future__ import annotations

from collections.abc import Sequence

from desk.importing.bodies import Named, Signer, is_role, signers
from desk.importing.cells import Cells
from model.records import Capacity, Official

#: Offices that say nothing without the body that they are of.
_HEADS = frozenset("kepala ketua direktur rektor dekan pimpinan manajer camat sekretaris".split())


def officials(cells: Cells, told: Named) -> list[Official]:
    """Read the columns of signatories, of each side or of both.

    Whose office the register does not name is told by the body that they signed for.
    """
    units, partners = [unit.name for unit in told.units], [one.name for one in told.parties]
    ours, theirs = (partners, units) if told.swapped else (units, partners)
    sides: dict[str, tuple[str, list[str]]] = {
        "signers_ours": ("roles_ours", ours),
        "signers_theirs": ("roles_theirs", theirs),
        "signers": ("roles", []),
    }
    return [
        Official(name=one.name, role=_role(one, bodies), capacity=Capacity.SIGNATORY)
        for people, (roles, bodies) in sides.items()
        for one in signers(cells.texts(people), cells.texts(roles))
        if not is_role(one.name)
    ]


def _role(signer: Signer, bodies: Sequence[str]) -> str:
    """Say as what somebody signed; "Kepala" alone is that of the one body of the side."""
    role = " ".join(signer.role.split())
    (body,) = bodies if len(bodies) == 1 else ("",)
    if not role:
        return body
    return f"{role} {body}" if body and role.lower() in _HEADS else role
