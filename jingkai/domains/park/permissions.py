"""What may be done with land, roads, lines, parks, buildings and green space."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.access.roles import declare_permissions


class Permission(StrEnum):
    """Permissions of the park."""

    LAND_VIEW = "park.land.view"
    LAND_EDIT = "park.land.edit"
    LAND_SUPPLY = "park.land.supply"
    IDLE_VIEW = "park.idle.view"
    IDLE_EDIT = "park.idle.edit"
    IDLE_DECIDE = "park.idle.decide"
    NETWORK_VIEW = "park.network.view"
    NETWORK_EDIT = "park.network.edit"
    BUILDING_VIEW = "park.building.view"
    BUILDING_EDIT = "park.building.edit"
    LEASE_VIEW = "park.lease.view"
    LEASE_EDIT = "park.lease.edit"
    GREEN_VIEW = "park.green.view"
    GREEN_EDIT = "park.green.edit"
    IMPORT = "park.workbook.import"


declare_permissions(
    {
        Permission.LAND_VIEW: _("See land quotas and parcels"),
        Permission.LAND_EDIT: _("Record land quotas and parcels, and how works come on"),
        Permission.LAND_SUPPLY: _("Approve, supply and contract out parcels"),
        Permission.IDLE_VIEW: _("See idle land"),
        Permission.IDLE_EDIT: _("Open and investigate cases of idle land"),
        Permission.IDLE_DECIDE: _("Determine idle land, levy its fee, take land back"),
        Permission.NETWORK_VIEW: _("See roads and utility lines"),
        Permission.NETWORK_EDIT: _("Record roads and utility lines"),
        Permission.BUILDING_VIEW: _("See industrial parks and factory buildings"),
        Permission.BUILDING_EDIT: _("Record industrial parks and factory buildings"),
        Permission.LEASE_VIEW: _("See leases"),
        Permission.LEASE_EDIT: _("Record leases"),
        Permission.GREEN_VIEW: _("See green space and plantings"),
        Permission.GREEN_EDIT: _("Record green space and plantings"),
        Permission.IMPORT: _("Import the park's workbooks"),
    }
)
