"""The tables of MetricFlow's test models, as records of ours.

They lie in no installed application: they are made in a test's database alone (see `world`).
Columns keep MetricFlow's names. Where its queries join by a key and a day (a version in force, a
partition), our record points to that row by a key of its own, filled when the facts are loaded, as
a register fills it when a record is written; where a balance is replaced by the next one, the
record knows until when it held.
"""

from typing import Any

from django.db import models

from jingkai.kernel.access.models import Zone


class Fact(models.Model):
    """A row of a zone."""

    zone = models.ForeignKey(Zone, models.DO_NOTHING, related_name="+", db_constraint=False)

    class Meta:
        abstract = True


def text(**more: Any) -> "models.CharField[Any, Any]":
    """A column of text."""
    return models.CharField(max_length=60, **({"null": True} | more))


def day(**more: Any) -> "models.DateField[Any, Any]":
    """A column of days."""
    return models.DateField(**({"null": True} | more))


def key(to: Any, column: str = "") -> "models.ForeignKey[Any, Any]":
    """A key that may point to nothing, as MetricFlow's do."""
    more: dict[str, Any] = {"db_column": column} if column else {}
    return models.ForeignKey(
        to, models.DO_NOTHING, null=True, related_name="+", db_constraint=False, **more
    )


class Company(Fact):
    company_id = text(primary_key=True, null=False)
    company_name = text()
    user_id = text()

    class Meta:
        app_label, db_table, managed = "metricflow", "dim_companies", False


class User(Fact):
    ds = day()
    user_id = text(primary_key=True, null=False)
    home_state_latest = text()
    company = key(Company)

    class Meta:
        app_label, db_table, managed = "metricflow", "dim_users_latest", False


class UserDay(Fact):
    """A user as of a day: a partition."""

    ds, ds_partitioned, created_at = day(), day(), day()
    user_id, home_state = text(), text()

    class Meta:
        app_label, db_table, managed = "metricflow", "dim_users", False


class Listing(Fact):
    created_at = day()
    listing_id = text(primary_key=True, null=False)
    country = text()
    capacity = models.IntegerField(null=True)
    is_lux = models.BooleanField(null=True)
    user = key(User, "user_id")

    class Meta:
        app_label, db_table, managed = "metricflow", "dim_listings_latest", False


class ListingVersion(Fact):
    """A listing as it was from one day to another."""

    active_from, active_to = day(), day()
    listing_id, country = text(), text()
    capacity = models.IntegerField(null=True)
    is_lux = models.BooleanField(null=True)
    user = key(User, "user_id")

    class Meta:
        app_label, db_table, managed = "metricflow", "dim_listings", False


class LuxMapping(Fact):
    listing_id = text(primary_key=True, null=False)
    lux_listing_id = text()

    class Meta:
        app_label, db_table, managed = "metricflow", "dim_lux_listing_id_mapping", False


class LuxVersion(Fact):
    lux_listing_id = text()
    valid_from, valid_to = day(), day()
    is_confirmed_lux = models.BooleanField(null=True)

    class Meta:
        app_label, db_table, managed = "metricflow", "dim_lux_listings", False


class Booking(Fact):
    ds, ds_partitioned, paid_at = day(), day(), day()
    guest_id, host_id = text(), text()
    listing = key(Listing, "listing_id")
    booking_value = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    is_instant = models.BooleanField(null=True)
    referrer_id = text()
    listing_then, lux_then = key(ListingVersion), key(LuxVersion)
    mapping = key(LuxMapping)

    class Meta:
        app_label, db_table, managed = "metricflow", "fct_bookings", False


class BookingDt(Fact):
    dt, dt_partitioned, paid_at = day(), day(), day()
    guest_id, host_id = text(), text()
    listing = key(Listing, "listing_id")
    booking_value = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    is_instant = models.BooleanField(null=True)
    referrer_id = text()

    class Meta:
        app_label, db_table, managed = "metricflow", "fct_bookings_dt", False


class BookingExtended(Fact):
    ds = day()
    booking_id, booking = models.IntegerField(), models.IntegerField()
    listing_id = text()
    is_instant = models.BooleanField(null=True)

    class Meta:
        app_label, db_table, managed = "metricflow", "fct_bookings_extended", False


class BookingMonthly(Fact):
    ds = day()
    bookings_monthly = models.IntegerField()
    is_instant = models.BooleanField(null=True)
    listing_id = text()

    class Meta:
        app_label, db_table, managed = "metricflow", "fct_bookings_extended_monthly", False


class View(Fact):
    ds, ds_partitioned = day(), day()
    user, listing = key(User, "user_id"), key(Listing, "listing_id")

    class Meta:
        app_label, db_table, managed = "metricflow", "fct_views", False


class Account(Fact):
    """A balance on a day; it holds until the user's next one (of any, or of the same type)."""

    ds, ds_month = day(), day()
    user = key(User, "user_id")
    account_balance = models.IntegerField()
    account_type = text()
    next_of_user, next_of_type = day(), day()

    class Meta:
        app_label, db_table, managed = "metricflow", "fct_accounts", False


class Revenue(Fact):
    created_at = day()
    revenue = models.IntegerField()
    user = key(User, "user_id")

    class Meta:
        app_label, db_table, managed = "metricflow", "fct_revenue", False


class Verification(Fact):
    ds, ds_partitioned = day(), day()
    verification_id, user_id, verification_type = text(), text(), text()
    user_then, user_latest = key(UserDay), key(User)

    class Meta:
        app_label, db_table, managed = "metricflow", "fct_id_verifications", False


class Customer(Fact):
    ds_partitioned = day()
    customer_id, customer_name, customer_atomic_weight = text(), text(), text()

    class Meta:
        app_label, db_table, managed = "metricflow", "customer_table", False


class Bridge(Fact):
    ds_partitioned = day()
    account_id, customer_id, extra_dim = text(), text(), text()
    customer_then = key(Customer)

    class Meta:
        app_label, db_table, managed = "metricflow", "bridge_table", False


class Transaction(Fact):
    ds, ds_partitioned = day(), day()
    account_id, account_month = text(), text()
    txn_count, txns_value = models.IntegerField(), models.IntegerField()
    bridge_then = key(Bridge)

    class Meta:
        app_label, db_table, managed = "metricflow", "account_month_txns", False


MODELS: tuple[type[Fact], ...] = (
    Company, User, UserDay, Listing, ListingVersion, LuxMapping, LuxVersion, Booking, BookingDt,
    BookingExtended, BookingMonthly, View, Account, Revenue, Verification, Customer, Bridge,
    Transaction,
)  # fmt: skip
