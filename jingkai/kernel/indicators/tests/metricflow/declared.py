"""MetricFlow's metrics and dimensions, declared as indicators and dimensions of ours.

Codes are its own names; where one name means two things in its models, ours tells them apart.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

from django.utils.translation import gettext_lazy

from jingkai.kernel.indicators import Indicator, Measure, fields, records, stock
from jingkai.kernel.indicators.catalogue import Dimension, catalogue
from jingkai.kernel.indicators.columns import Column
from jingkai.kernel.indicators.tests.metricflow import models

account = fields(models.Account)
booking = fields(models.Booking)
booking_dt = fields(models.BookingDt)
extended = fields(models.BookingExtended)
listing = fields(models.Listing)
monthly = fields(models.BookingMonthly)
revenue = fields(models.Revenue)
transaction = fields(models.Transaction)
verification = fields(models.Verification)
view = fields(models.View)

booked = records(models.Booking, on=booking.ds)
instant = booked.where(booking.is_instant == True)  # noqa: E712
slow = booked.where(booking.is_instant == False)  # noqa: E712
lux = booked.where(booking.listing.is_lux == True)  # noqa: E712
viewed = records(models.View, on=view.ds)
listed = records(models.Listing, on=listing.created_at)
balances = records(models.Account, on=account.ds)
received = records(models.Revenue, on=revenue.created_at)
by_user = stock(models.Account, opened=account.ds, closed=account.next_of_user)
by_type = stock(models.Account, opened=account.ds, closed=account.next_of_type)

bookings, bookers = booked.count(), booked.distinct(booking.guest_id)
booking_value = booked.sum(booking.booking_value)
instant_booking_value = instant.sum(booking.booking_value)
views, listings = viewed.count(), listed.count()
lux_listings = listed.where(listing.is_lux == True).count()  # noqa: E712
referred = booked.where(booking.referrer_id.present()).count()
trailing_2_months_revenue = received.sum(revenue.revenue).trailing(2)
bookings_once = bookings.days_before(5) * 2
every_two_days = bookers.trailing_days(2)
since_two_weeks = bookings - bookings.days_before(14)
first_day = balances.sum(account.account_balance)
family = booked.where(booking.listing_then.capacity >= 3).count()
perhaps_lux = booked.where(
    (booking.listing_then.is_lux == True) | booking.listing_then.is_lux.missing()  # noqa: E712
).count()

MEASURES: dict[str, Measure] = {
    "average_booking_value": booked.average(booking.booking_value),
    "bookers": bookers,
    "booking_fees": booking_value * Decimal("0.05"),
    "booking_fees_per_booker": booked.sum(booking.booking_value * Decimal("0.05")) / bookers,
    "booking_payments": records(models.Booking, on=booking.paid_at).sum(booking.booking_value),
    "booking_value": booking_value,
    "booking_value_for_non_null_listing_id": booked.where(booking.listing.present()).sum(
        booking.booking_value
    ),
    "booking_value_per_view": booking_value / views,
    "booking_value_sub_instant": booking_value - instant_booking_value,
    "booking_value_sub_instant_add_10": booking_value - instant_booking_value + 10,
    "bookings": bookings,
    "bookings_dt": records(models.BookingDt, on=booking_dt.dt).count(),
    "bookings_5_day_lag": bookings.days_before(5),
    "bookings_growth_2_weeks": since_two_weeks,
    "bookings_growth_2_weeks_fill_nulls_with_0_for_non_offset": since_two_weeks,
    "bookings_growth_since_start_of_month": bookings - bookings.at_start_of("month"),
    "bookings_month_start_compared_to_1_month_prior": bookings.at_start_of("month")
    - bookings.months_before(1),
    "bookings_offset_once": bookings_once,
    "bookings_offset_twice": bookings_once.days_before(2) * 2,
    "every_2_days_bookers_2_days_ago": every_two_days.days_before(2),
    "every_two_days_bookers": every_two_days,
    "every_two_days_bookers_fill_nulls_with_0": every_two_days,
    "revenue_mtd": received.sum(revenue.revenue).month_to_date(),
    "bookings_extended": records(models.BookingExtended, on=extended.ds).sum(extended.booking),
    "bookings_fill_nulls_with_0": bookings,
    "bookings_fill_nulls_with_0_without_time_spine": bookings,
    "bookings_join_to_time_spine": bookings,
    "bookings_monthly": records(models.BookingMonthly, on=monthly.ds).sum(monthly.bookings_monthly),
    "bookings_per_booker": bookings / bookers,
    "bookings_per_dollar": bookings / booking_value,
    "bookings_per_listing": bookings / listings,
    "bookings_per_lux_listing_derived": bookings / lux_listings,
    "bookings_per_view": bookings / views,
    "current_account_balance_by_user": by_user.sum(account.account_balance),
    "derived_shared_alias_1a": bookings - 10,
    "derived_shared_alias_1b": bookings - 100,
    # As the rest of all, so that it is told of what is not instant as well.
    "derived_shared_alias_2": bookings - slow.count() + 10,
    "double_counted_delayed_bookings": slow.count() * 2,
    "family_bookings": family,
    "identity_verifications": records(models.Verification, on=verification.ds).count(),
    "instant_booking_value": instant_booking_value,
    "instant_booking_value_ratio": instant_booking_value / booking_value,
    "instant_bookings": instant.count(),
    "instant_bookings_with_measure_filter": instant.where(booking.listing.present()).count(),
    "instant_plus_non_referred_bookings_pct": instant.count() / bookings
    + (bookings - referred) / bookings,
    "listings": listings,
    "lux_booking_value_rate_expr": lux.sum(booking.booking_value) / booking_value,
    "lux_listings": lux_listings,
    "non_referred_bookings_pct": (bookings - referred) / bookings,
    "potentially_lux_bookings": perhaps_lux,
    "referred_bookings": referred,
    "regional_starting_balance_ratios": balances.where(
        account.user.home_state_latest.one_of("CA", "HI", "WA")
    ).sum(account.account_balance)
    / balances.where(account.user.home_state_latest.one_of("MD", "NY", "TX")).sum(
        account.account_balance
    ),
    "revenue_all_time": stock(models.Revenue, opened=revenue.created_at).sum(revenue.revenue),
    "savings_balance_by_user": by_type.where(account.account_type == "savings").sum(
        account.account_balance
    ),
    "total_account_balance_first_day": first_day,
    "total_account_balance_first_day_of_month": first_day,
    "trailing_2_months_revenue": trailing_2_months_revenue,
    "trailing_3_months_bookings": records(models.BookingMonthly, on=monthly.ds)
    .sum(monthly.bookings_monthly)
    .trailing(3),
    "txn_count": records(models.Transaction, on=transaction.ds).sum(transaction.txn_count),
    "unique_listings_booked": records(models.BookingExtended, on=extended.ds).distinct(
        extended.listing_id
    ),
    "views": views,
}
INDICATORS = {
    code: Indicator(code, gettext_lazy("Test figure"), measure, "个", "stats")
    for code, measure in MEASURES.items()
}
DAYS = (
    booking.ds, view.ds, listing.created_at, account.ds, revenue.created_at, verification.ds,
    extended.ds, monthly.ds, booking_dt.dt,
)  # fmt: skip
DIMENSIONS: dict[str, tuple[Column, ...]] = {
    "account_id__customer_id__customer_name": (
        transaction.bridge_then.customer_then.customer_name,
    ),
    "booking__ds__day": DAYS,
    "booking__dt__day": (booking_dt.dt,),
    "booking__is_instant": (booking.is_instant, booking_dt.is_instant),
    "booking__paid_at__day": (booking.paid_at,),
    "guest": (booking.guest_id,),
    "host": (booking.host_id,),
    "listing": (booking.listing, view.listing),
    "listing__capacity": (booking.listing_then.capacity,),
    "listing__country_latest": (
        booking.listing.country, booking_dt.listing.country, view.listing.country, listing.country,
    ),
    "listing__is_lux": (booking.listing_then.is_lux,),
    "listing__is_lux_latest": (booking.listing.is_lux, view.listing.is_lux, listing.is_lux),
    "listing__lux_listing": (booking.mapping.lux_listing_id,),
    "listing__lux_listing__is_confirmed_lux": (booking.lux_then.is_confirmed_lux,),
    "listing__user__home_state_latest": (booking.listing_then.user.home_state_latest,),
    "metric_time__day": DAYS,
    "metric_time__month": DAYS,
    "user": (account.user,),
    "user__company_name": (listing.user.company.company_name,),
    "user__home_state": (verification.user_then.home_state,),
    "user__home_state_latest": (
        view.user.home_state_latest, verification.user_latest.home_state_latest,
        revenue.user.home_state_latest, account.user.home_state_latest,
    ),
    "verification__ds__day": (verification.ds,),
    "verification__ds_partitioned__day": (verification.ds_partitioned,),
    "verification__verification_type": (verification.verification_type,),
}  # fmt: skip


@contextmanager
def declared() -> Iterator[None]:
    """MetricFlow's dimensions in the catalogue, and nothing else's, for as long as it is open."""
    before = catalogue.dimensions
    catalogue.dimensions = {
        code: Dimension(code, gettext_lazy("Test"), tuple(column.path for column in columns))
        for code, columns in DIMENSIONS.items()
    }
    try:
        yield
    finally:
        catalogue.dimensions = before
