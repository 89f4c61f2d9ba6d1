-- Check queries of MetricFlow's integration tests (tests_metricflow/integration/test_cases/itest_*.yaml),
-- https://github.com/dbt-labs/metricflow at commit 65b9d4244fb79c6ff431fa8ed49fac3f435ab7f3,
-- Copyright dbt Labs, Inc., under the Apache License 2.0 (https://www.apache.org/licenses/LICENSE-2.0).
-- Rendered for PostgreSQL: templates filled in, amounts NUMERIC instead of DOUBLE, days DATE; else unchanged.

-- constraints/test_overlapping_constraint_dimensions
SELECT SUM(booking_value) AS booking_value
  , is_instant AS booking__is_instant
  , ds AS metric_time__day
FROM  fct_bookings
WHERE is_instant
  GROUP BY
  ds
  , is_instant;

-- constraints/test_constraint_non_requested_dimensions
SELECT SUM(booking_value) AS booking_value
  , ds AS metric_time__day
FROM  fct_bookings
WHERE is_instant
GROUP BY ds;

-- constraints/test_query_with_constraint_on_joined_dimension
SELECT SUM(booking_value) AS booking_value
  , is_instant AS booking__is_instant
FROM  fct_bookings b
LEFT OUTER JOIN  dim_listings_latest l ON b.listing_id = l.listing_id
WHERE l.country = 'us'
GROUP BY is_instant;

-- constraints/test_time_constraint
SELECT  SUM(booking_value) AS booking_value
  , ds AS metric_time__day
FROM  fct_bookings b
WHERE ds >= DATE '2020-01-01' AND ds <= DATE '2020-01-01'
GROUP BY
  ds;

-- constraints/test_time_constraint_with_addition_dimension
SELECT  SUM(booking_value) AS booking_value
  , ds AS metric_time__day
FROM  fct_bookings b
WHERE is_instant
  and ds >= DATE '2020-01-01' AND ds <= DATE '2020-01-01'
GROUP BY ds;

-- constraints/test_bool_dim
SELECT  SUM(booking_value) AS booking_value
  , is_instant AS booking__is_instant
  , ds AS metric_time__day
FROM  fct_bookings b
WHERE is_instant
GROUP BY ds
  , is_instant;

-- constraints/test_int_dim
SELECT  SUM(b.booking_value) AS booking_value
  , b.ds AS metric_time__day
FROM  fct_bookings b
LEFT OUTER JOIN  dim_listings_latest l ON b.listing_id = l.listing_id
WHERE l.capacity >= 4
GROUP BY  b.ds;

-- constraints/test_time_constraint_on_time_dimension_with_an_expression
SELECT  SUM(1) AS listings
  , created_at AS metric_time__day
FROM  dim_listings_latest l
WHERE created_at >= DATE '2020-01-01' AND created_at <= DATE '2021-01-01'
GROUP BY  created_at;

-- constraints/test_metric_time_in_where
SELECT
  SUM(1) AS bookings
  , ds AS metric_time__day
FROM  fct_bookings
WHERE ds >= DATE '2020-01-01' AND ds <= DATE '2021-01-02'
GROUP BY ds;

-- constraints/test_ambiguous_metric_time_in_query_filter
SELECT
  SUM(1) AS bookings
  , ds AS metric_time__day
FROM  fct_bookings
WHERE ds = DATE '2020-01-01'
GROUP BY ds;

-- constraints/test_measure_source_constraint_with_joined_group_by
SELECT
  SUM(1) AS bookings
  , l.is_lux AS listing__is_lux_latest
FROM fct_bookings b
LEFT OUTER JOIN dim_listings_latest l ON b.listing_id = l.listing_id
WHERE NOT b.is_instant
GROUP BY l.is_lux;

-- constraints/test_constraint_with_joined_dimension_allowing_nulls
SELECT
  SUM(1) AS bookings
  , l.is_lux AS listing__is_lux_latest
FROM fct_bookings b
LEFT OUTER JOIN dim_listings_latest l ON b.listing_id = l.listing_id
WHERE NOT l.is_lux OR l.is_lux IS NULL
GROUP BY l.is_lux;

-- constraints/test_constraints_on_both_sides_of_a_join
SELECT
  SUM(1) AS bookings
  , l.is_lux AS listing__is_lux_latest
FROM fct_bookings b
LEFT OUTER JOIN dim_listings_latest l ON b.listing_id = l.listing_id
WHERE NOT b.is_instant AND (NOT l.is_lux OR l.is_lux IS NULL)
GROUP BY l.is_lux;

-- constraints/test_metric_time_in_dimension_jinja
SELECT
  SUM(booking_value) AS booking_value
FROM fct_bookings
WHERE ds >= DATE '2020-01-01' AND ds <= DATE '2020-01-01';

-- cumulative_metric/windowed_cumulative_metric
SELECT
  SUM(b.txn_revenue) as trailing_2_months_revenue
  , a.ds AS metric_time__day
FROM (
  SELECT ds
  FROM mf_time_spine
  WHERE ds >= DATE '2020-01-05' AND ds <= DATE '2021-01-04'
) a
INNER JOIN (
  SELECT
    revenue as txn_revenue
    , created_at AS ds
  FROM fct_revenue
) b
ON b.ds <= a.ds AND b.ds > CAST(a.ds - INTERVAL '2 month' AS DATE)
WHERE a.ds >= DATE '2020-03-05' AND a.ds <= DATE '2021-01-04'
GROUP BY a.ds
ORDER BY a.ds;

-- cumulative_metric/windowed_cumulative_metric_with_joined_dim
SELECT
  SUM(revenue) as trailing_2_months_revenue
  , b.user__home_state_latest as user__home_state_latest
  , a.ds AS metric_time__day
FROM (
  SELECT ds
  FROM mf_time_spine
  WHERE ds >= DATE '2020-01-05' AND ds <= DATE '2021-01-04'
) a
INNER JOIN (
  SELECT
    m.revenue as revenue
    , u.home_state_latest as user__home_state_latest
    , m.created_at AS ds
  FROM fct_revenue m
  LEFT OUTER JOIN dim_users_latest u
  ON m.user_id = u.user_id
  GROUP BY m.created_at, m.revenue, u.home_state_latest
) b
ON b.ds <= a.ds AND b.ds > CAST(a.ds - INTERVAL '2 month' AS DATE)
WHERE a.ds >= DATE '2020-03-05' AND a.ds <= DATE '2021-01-04'
GROUP BY a.ds, user__home_state_latest
ORDER by a.ds, user__home_state_latest;

-- cumulative_metric/cumulative_metric_by_ds
SELECT
  SUM(revenue) AS revenue_all_time
  , a.ds AS metric_time__day
FROM (
  SELECT ds
  FROM mf_time_spine
  WHERE ds >= DATE '2020-03-01' AND ds <= DATE '2021-01-05'
) a
INNER JOIN (
  SELECT
    revenue
    , created_at
  FROM fct_revenue
) b
ON b.created_at <= a.ds
GROUP BY a.ds
ORDER by a.ds;

-- cumulative_metric/cumulative_metric_without_ds
SELECT
  SUM(revenue) AS revenue_all_time
FROM fct_revenue;

-- cumulative_metric/multiple_cumulative_metrics
SELECT revenue_all_time, trailing_2_months_revenue, a.ds AS metric_time__day
FROM (
    SELECT
      SUM(revenue) as revenue_all_time
      , ds
    FROM (
        SELECT
            b.revenue as revenue
            , a.ds AS ds
        FROM (
          SELECT ds
          FROM mf_time_spine
          WHERE ds >= DATE '2020-03-31' AND ds <= DATE '2021-01-05'
        ) a
        INNER JOIN (
          SELECT
            revenue
            , created_at
          FROM fct_revenue
        ) b
        ON b.created_at <= a.ds
    ) a
    GROUP BY ds
) a
FULL OUTER JOIN (
    SELECT
      SUM(b.txn_revenue) as trailing_2_months_revenue
      , a.ds
    FROM (
      SELECT ds
      FROM mf_time_spine
      WHERE ds >= DATE '2020-01-31' AND ds <= DATE '2021-01-05'
    ) a
    INNER JOIN (
        SELECT
          revenue as txn_revenue
          , created_at AS ds
        FROM fct_revenue
    ) b
    ON b.ds <= a.ds AND b.ds > CAST(a.ds - INTERVAL '2 month' AS DATE)
    GROUP BY a.ds
) b
ON a.ds = b.ds
WHERE a.ds >= DATE '2020-03-31' AND a.ds <= DATE '2021-01-05'
ORDER BY a.ds;

-- cumulative_metric/windowed_cumulative_metric_by_time_dimension_with_granularity
SELECT
  SUM(b.txn_revenue) as trailing_2_months_revenue
  , a.ds AS metric_time__day
FROM (
  SELECT ds
  FROM mf_time_spine
  WHERE ds >= DATE '2020-01-05' AND ds <= DATE '2021-01-04'
) a
INNER JOIN (
  SELECT
    revenue as txn_revenue
    , created_at AS ds
  FROM fct_revenue
) b
ON b.ds <= a.ds AND b.ds > CAST(a.ds - INTERVAL '2 month' AS DATE)
WHERE a.ds >= DATE '2020-03-05' AND a.ds <= DATE '2021-01-04'
GROUP BY a.ds
ORDER BY a.ds;

-- cumulative_metric/cumulative_metric_by_ds_and_limited_time
SELECT
  SUM(revenue) AS revenue_all_time
  , a.ds AS metric_time__day
FROM (
  SELECT ds
  FROM mf_time_spine
  WHERE ds >= DATE '2021-01-05' AND ds <= DATE '2021-01-05'
) a
INNER JOIN (
  SELECT
    revenue
    , created_at
  FROM fct_revenue
) b
ON b.created_at <= a.ds
GROUP BY a.ds
ORDER by a.ds;

-- cumulative_metric/non_additive_cumulative_metric_by_ds
SELECT
  COUNT (DISTINCT(b.guest_id)) as every_two_days_bookers
  , a.ds AS metric_time__day
FROM (
  SELECT ds
  FROM mf_time_spine
  WHERE ds >= DATE '2019-12-30' AND ds <= DATE '2020-01-04'
) a
INNER JOIN (
    SELECT
      guest_id
      , ds
    FROM fct_bookings
) b
ON b.ds <= a.ds AND b.ds > CAST(a.ds - INTERVAL '2 day' AS DATE)
GROUP BY a.ds
ORDER BY a.ds;

-- cumulative_metric/non_additive_cumulative_metric_by_ds_and_limited_time
SELECT
  COUNT (DISTINCT(b.guest_id)) as every_two_days_bookers
  , a.ds AS metric_time__day
FROM (
  SELECT ds
  FROM mf_time_spine
  WHERE ds >= DATE '2020-01-02' AND ds <= DATE '2020-01-03'
) a
INNER JOIN (
    SELECT
      guest_id
      , ds
    FROM fct_bookings
) b
ON b.ds <= a.ds AND b.ds > CAST(a.ds - INTERVAL '2 day' AS DATE)
WHERE a.ds >= DATE '2020-01-03' AND a.ds <= DATE '2020-01-03'
GROUP BY a.ds
ORDER BY a.ds;

-- cumulative_metric/grain_to_date_cumulative_metric
SELECT
  SUM(b.txn_revenue) as revenue_mtd
  , a.ds AS metric_time__day
FROM (
  SELECT ds
  FROM mf_time_spine
  WHERE ds >= DATE '2021-01-01' AND ds <= DATE '2021-01-05'
) a
INNER JOIN (
    SELECT
      revenue as txn_revenue
      , created_at AS ds
    FROM fct_revenue
) b
ON b.ds <= a.ds AND b.ds >= DATE_TRUNC('month', CAST(a.ds AS TIMESTAMP))::DATE
WHERE a.ds >= DATE '2021-01-04' AND a.ds <= DATE '2021-01-05'
GROUP BY a.ds
ORDER BY a.ds;

-- cumulative_metric/cumulative_metric_by_ds_with_granularity
SELECT
  SUM(revenue) AS revenue_all_time
  , a.ds AS metric_time__day
FROM (
  SELECT ds
  FROM mf_time_spine
  WHERE ds >= DATE '2020-01-01' AND ds <= DATE '2021-01-05'
) a
INNER JOIN (
  SELECT
    revenue
    , created_at
  FROM fct_revenue
) b
ON b.created_at <= a.ds
GROUP BY a.ds
ORDER by a.ds;

-- cumulative_metric/cumulative_metric_with_non_adjustable_filter
SELECT
  COUNT (DISTINCT(b.guest_id)) as every_two_days_bookers
  , a.ds AS metric_time__day
FROM (
  SELECT ds
  FROM mf_time_spine
  WHERE ds >= DATE '2019-12-19' AND ds <= DATE '2020-01-04'
) a
INNER JOIN (
    SELECT
      guest_id
      , ds
    FROM fct_bookings
) b
ON b.ds <= a.ds AND b.ds > CAST(a.ds - INTERVAL '2 day' AS DATE)
WHERE a.ds >= DATE '2019-12-20' AND a.ds <= DATE '2019-12-20'
  OR a.ds >= DATE '2020-01-04' AND a.ds <= DATE '2020-01-04'
GROUP BY a.ds
ORDER BY a.ds;

-- cumulative_metric/cumulative_metric_with_agg_time_dimension
SELECT
  SUM(b.txn_revenue) as trailing_2_months_revenue
  , a.ds AS revenue_instance__ds__day
FROM (
  SELECT ds
  FROM mf_time_spine
  WHERE ds >= DATE '2020-01-05' AND ds <= DATE '2021-01-04'
) a
INNER JOIN (
  SELECT
    revenue as txn_revenue
    , created_at AS ds
  FROM fct_revenue
) b
ON b.ds <= a.ds AND b.ds > CAST(a.ds - INTERVAL '2 month' AS DATE)
WHERE a.ds >= DATE '2020-03-05' AND a.ds <= DATE '2021-01-04'
GROUP BY a.ds
ORDER BY a.ds;

-- cumulative_metric/all_time_metric_with_non_default_grains
SELECT
  metric_time__week
  , metric_time__quarter
  , revenue_all_time
FROM (
  SELECT
    metric_time__week
    , metric_time__quarter
    , LAST_VALUE(revenue_all_time) OVER (
      PARTITION BY metric_time__week, metric_time__quarter
      ORDER BY metric_time__day
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS revenue_all_time
  FROM (
    SELECT
      t.ds AS metric_time__day
      , DATE_TRUNC('week', CAST(T.ds AS TIMESTAMP))::DATE AS metric_time__week
      , DATE_TRUNC('quarter', CAST(t.ds AS TIMESTAMP))::DATE AS metric_time__quarter
      , SUM(r.revenue) AS revenue_all_time
    FROM mf_time_spine t
    INNER JOIN fct_revenue r ON DATE_TRUNC('day', CAST(r.created_at AS TIMESTAMP))::DATE <= t.ds
    GROUP BY
      t.ds
      , DATE_TRUNC('week', CAST(t.ds AS TIMESTAMP))::DATE
      , DATE_TRUNC('quarter', CAST(t.ds AS TIMESTAMP))::DATE
  ) subq_7
) subq_8
GROUP BY
  metric_time__week
  , metric_time__quarter
  , revenue_all_time;

-- dimensions/multiple_dimensions
SELECT
  SUM(1) AS views
  , u.home_state_latest AS user__home_state_latest
  , l.is_lux AS listing__is_lux_latest
FROM fct_views v
LEFT OUTER JOIN dim_listings_latest l
  ON l.listing_id = v.listing_id
LEFT OUTER JOIN dim_users_latest u
  ON u.user_id = v.user_id
GROUP BY
  u.home_state_latest
  , l.is_lux;

-- dimensions/groupby_local_identifier
SELECT
  SUM(booking_value) AS booking_value
  , listing_id AS listing
FROM fct_bookings
GROUP BY
  listing_id;

-- dimensions/groupby_local_identifier_and_dim
SELECT
  SUM(booking_value) AS booking_value
  , ds AS metric_time__day
  , listing_id AS listing
FROM fct_bookings
GROUP BY
  listing_id
  , ds;

-- dimensions/groupby_local_identifier_and_remote_dimension
SELECT
  SUM(1) AS views
  , u.home_state_latest AS user__home_state_latest
  , v.listing_id AS listing
FROM fct_views v
LEFT OUTER JOIN dim_listings_latest l
  ON l.listing_id = v.listing_id
LEFT OUTER JOIN dim_users_latest u
  ON u.user_id = v.user_id
GROUP BY
  v.listing_id
  , u.home_state_latest;

-- dimensions/local_partition_dimension
SELECT
  SUM(1) AS identity_verifications
  , ds AS metric_time__day
  , ds AS verification__ds__day
FROM fct_id_verifications
GROUP BY
  ds;

-- dimensions/local_partition_dimension_with_other_dims
SELECT
  SUM(1) AS identity_verifications
  , u.home_state AS user__home_state
  , v.ds AS metric_time__day
FROM fct_id_verifications v
LEFT OUTER JOIN dim_users u
  ON u.user_id = v.user_id
  AND u.ds = v.ds
GROUP BY
  v.ds
  , u.home_state;

-- dundered_identifiers/one_hop_dundered_identifier
SELECT
  SUM(1) AS bookings
  , b.lux_listing_id AS listing__lux_listing
FROM fct_bookings a
LEFT OUTER JOIN dim_lux_listing_id_mapping b
   ON a.listing_id = b.listing_id
GROUP BY b.lux_listing_id;

-- granularity/query_granularity_for_sum_day
SELECT
  SUM(booking) AS bookings
  , DATE_TRUNC('day', CAST(ds AS TIMESTAMP))::DATE AS metric_time__day
FROM fct_bookings_extended
GROUP BY
  ds;

-- granularity/query_granularity_for_sum_week
SELECT
  SUM(booking) AS bookings
  , DATE_TRUNC('week', CAST(ds AS TIMESTAMP))::DATE AS metric_time__week
FROM fct_bookings_extended
GROUP BY
  DATE_TRUNC('week', CAST(ds AS TIMESTAMP))::DATE;

-- granularity/query_granularity_for_sum_month
SELECT
  SUM(booking) AS bookings
  , DATE_TRUNC('month', CAST(ds AS TIMESTAMP))::DATE AS metric_time__month
FROM fct_bookings_extended
GROUP BY
  DATE_TRUNC('month', CAST(ds AS TIMESTAMP))::DATE;

-- granularity/query_granularity_for_sum_quarter
SELECT
  SUM(booking) AS bookings
  , DATE_TRUNC('quarter', CAST(ds AS TIMESTAMP))::DATE AS metric_time__quarter
FROM fct_bookings_extended
GROUP BY
  DATE_TRUNC('quarter', CAST(ds AS TIMESTAMP))::DATE;

-- granularity/query_granularity_for_sum_year
SELECT
  SUM(booking) AS bookings
  , DATE_TRUNC('year', CAST(ds AS TIMESTAMP))::DATE AS metric_time__year
FROM fct_bookings_extended
GROUP BY
  DATE_TRUNC('year', CAST(ds AS TIMESTAMP))::DATE;

-- granularity/query_granularity_for_count_distinct_day
SELECT
  COUNT(DISTINCT listing_id) AS unique_listings_booked
  , DATE_TRUNC('day', CAST(ds AS TIMESTAMP))::DATE AS metric_time__day
FROM fct_bookings_extended
GROUP BY
  ds;

-- granularity/query_granularity_for_count_distinct_week
SELECT
  COUNT(DISTINCT listing_id) AS unique_listings_booked
  , DATE_TRUNC('week', CAST(ds AS TIMESTAMP))::DATE AS metric_time__week
FROM fct_bookings_extended
GROUP BY
  DATE_TRUNC('week', CAST(ds AS TIMESTAMP))::DATE;

-- granularity/query_granularity_for_count_distinct_month
SELECT
  COUNT(DISTINCT listing_id) AS unique_listings_booked
  , DATE_TRUNC('month', CAST(ds AS TIMESTAMP))::DATE AS metric_time__month
FROM fct_bookings_extended
GROUP BY
  DATE_TRUNC('month', CAST(ds AS TIMESTAMP))::DATE;

-- granularity/query_granularity_for_count_distinct_quarter
SELECT
  COUNT(DISTINCT listing_id) AS unique_listings_booked
  , DATE_TRUNC('quarter', CAST(ds AS TIMESTAMP))::DATE AS metric_time__quarter
FROM fct_bookings_extended
GROUP BY
  DATE_TRUNC('quarter', CAST(ds AS TIMESTAMP))::DATE;

-- granularity/query_granularity_for_count_distinct_year
SELECT
  COUNT(DISTINCT listing_id) AS unique_listings_booked
  , DATE_TRUNC('year', CAST(ds AS TIMESTAMP))::DATE AS metric_time__year
FROM fct_bookings_extended
GROUP BY
  DATE_TRUNC('year', CAST(ds AS TIMESTAMP))::DATE;

-- granularity/metric_with_non_day_granularity_expected_boundary
SELECT
  SUM(bookings_monthly) AS bookings_monthly
  , ds AS metric_time__month
FROM fct_bookings_extended_monthly
WHERE ds >= DATE '2020-01-01' AND ds <= DATE '2020-02-29'
GROUP BY
  ds;

-- granularity/metric_with_non_day_granularity_on_non_boundaries
SELECT
  SUM(bookings_monthly) AS bookings_monthly
  , ds AS metric_time__month
FROM fct_bookings_extended_monthly
WHERE ds >= DATE '2020-01-01' AND ds <= DATE '2020-02-29'
GROUP BY
  ds;

-- granularity/weekly_metric_on_non_boundaries
SELECT
  SUM(booking) AS bookings
  , DATE_TRUNC('week', CAST(ds AS TIMESTAMP))::DATE AS metric_time__week
FROM fct_bookings_extended
WHERE ds >= DATE '2020-01-13' AND ds <= DATE '2020-01-26'
GROUP BY
  DATE_TRUNC('week', CAST(ds AS TIMESTAMP))::DATE;

-- granularity/daily_metric_with_monthly_time_dimension
SELECT
  SUM(booking) AS bookings
  , DATE_TRUNC('month', CAST(ds AS TIMESTAMP))::DATE AS metric_time__month
FROM fct_bookings_extended
WHERE ds >= DATE '2020-01-01' AND ds <= DATE '2020-01-31'
GROUP BY
  DATE_TRUNC('month', CAST(ds AS TIMESTAMP))::DATE;

-- granularity/metrics_with_different_time_granularities
SELECT
  SUM(bookings_monthly) as bookings_monthly
  , SUM(bookings) as bookings
  , ds AS metric_time__month
FROM (
  SELECT
    a.bookings_monthly
    , b.bookings
    , COALESCE(a.ds, b.ds) AS ds
  FROM (
    SELECT
      SUM(bookings_monthly) AS bookings_monthly
      , ds
    FROM fct_bookings_extended_monthly
    WHERE
      ds >= DATE '2020-01-01' AND ds <= DATE '2020-02-29'
    GROUP BY ds
  ) a
  FULL OUTER JOIN (
    SELECT
      SUM(booking) AS bookings
      , DATE_TRUNC('month', CAST(ds AS TIMESTAMP))::DATE AS ds
    FROM fct_bookings_extended
    WHERE
      ds >= DATE '2020-01-01' AND ds <= DATE '2020-02-29'
    GROUP BY DATE_TRUNC('month', CAST(ds AS TIMESTAMP))::DATE
  ) b
  ON a.ds = b.ds
  ) c
GROUP BY
  ds;

-- join_to_timespine/test_constraint_on_measure_selected_in_group_by
SELECT
  metric_time__day
  , booking__is_instant
  , bookings AS instant_bookings_with_measure_filter
FROM (
  SELECT
    t.metric_time__day AS metric_time__day
    , b.booking__is_instant AS booking__is_instant
    , b.bookings AS bookings
  FROM (
    SELECT ds AS metric_time__day
    FROM mf_time_spine
    WHERE ds >= DATE '2020-01-01'
  ) t
  LEFT OUTER JOIN (
    SELECT
      metric_time__day
      , booking__is_instant
      , SUM(bookings) AS bookings
    FROM (
      SELECT
        DATE_TRUNC('day', CAST(ds AS TIMESTAMP))::DATE AS metric_time__day
        , listing_id AS listing
        , is_instant AS booking__is_instant
        , 1 AS bookings
      FROM fct_bookings b
    ) d
    WHERE booking__is_instant AND listing IS NOT NULL AND metric_time__day >= DATE '2020-01-01'
    GROUP BY
      metric_time__day
      , booking__is_instant
  ) b
  ON
    t.metric_time__day = b.metric_time__day
) c;

-- joins/multiple_foreign_keys_guest
SELECT
  SUM(1) AS bookings
  , guest_id AS guest
FROM fct_bookings
GROUP BY
  guest_id;

-- joins/multiple_foreign_keys_host
SELECT
  SUM(1) AS bookings
  , host_id AS host
FROM fct_bookings
GROUP BY
  host_id;

-- joins/multiple_foreign_keys_host_and_guest
SELECT
  SUM(1) AS bookings
  , guest_id AS guest
  , host_id AS host
FROM fct_bookings
GROUP BY
  host_id
  , guest_id
ORDER BY
  host_id
  , guest_id;

-- measure_aggregations/sum_agg
SELECT
  SUM(1) as listings
  , created_at AS metric_time__day
  FROM dim_listings_latest
  GROUP BY
    2;

-- measure_aggregations/count_distinct_agg
SELECT
  COUNT(DISTINCT guest_id) as bookers
  , ds AS metric_time__day
  FROM fct_bookings
  GROUP BY
    2;

-- measure_aggregations/avg_agg
SELECT
  AVG(CAST(booking_value AS NUMERIC)) as average_booking_value
  , ds AS metric_time__day
FROM fct_bookings
GROUP BY
  ds;

-- measure_aggregations/boolean_agg
SELECT
  SUM(CASE WHEN is_instant THEN 1 ELSE 0 END) AS instant_bookings
  , ds AS metric_time__day
FROM fct_bookings
GROUP BY
  ds;

-- measure_aggregations/count_agg
SELECT
  SUM(CASE WHEN referrer_id IS NOT NULL THEN 1 ELSE 0 END) AS referred_bookings
  , ds AS metric_time__day
FROM fct_bookings
GROUP BY
  ds;

-- measure_aggregations/count_agg_with_count_expected_query
SELECT
  COUNT(referrer_id) AS referred_bookings
  , ds AS metric_time__day
FROM fct_bookings
GROUP BY
  ds;

-- measure_constraints/expr_with_constraint_on_join_dimension
SELECT
  a.average_booking_value * a.bookings / b.booking_value AS lux_booking_value_rate_expr
  , COALESCE(a.ds, b.ds) AS metric_time__day
FROM (
  SELECT
    CAST(AVG(fct_bookings.booking_value) AS NUMERIC ) AS average_booking_value
    , SUM(1) AS bookings
    , fct_bookings.ds
  FROM fct_bookings fct_bookings
  LEFT OUTER JOIN dim_listings_latest listings_latest
  ON fct_bookings.listing_id = listings_latest.listing_id
  WHERE listings_latest.is_lux
  GROUP BY fct_bookings.ds
) a
FULL OUTER JOIN (
  SELECT
    CAST(NULLIF(SUM(booking_value), 0) AS NUMERIC ) AS booking_value
    , ds
  FROM fct_bookings
  GROUP BY ds
) b
ON a.ds = b.ds;

-- measure_constraints/ratio_with_constraint_and_repeated_measure
SELECT
  a.booking_value / b.booking_value AS instant_booking_value_ratio
  , COALESCE(a.ds, b.ds) AS metric_time__day
FROM (
  SELECT
    CAST(SUM(booking_value) AS NUMERIC ) AS booking_value
    , ds
  FROM fct_bookings
  WHERE is_instant
  GROUP BY ds
) a
FULL OUTER JOIN (
  SELECT
    CAST(NULLIF(SUM(booking_value), 0) AS NUMERIC ) AS booking_value
    , ds
  FROM fct_bookings
  GROUP BY ds
) b
ON a.ds = b.ds;

-- measure_constraints/ratio_with_constraints_on_semi_additive_measures
SELECT
  a.total_account_balance_first_day / b.total_account_balance_first_day AS regional_starting_balance_ratios
  , COALESCE(a.ds, b.ds) AS metric_time__day
FROM (
  SELECT
    CAST(SUM(account_balance) AS NUMERIC) AS total_account_balance_first_day
    , fa_west_filtered.ds
  FROM (
    SELECT
      fa_west.ds
      , fa_west.ds AS metric_time__day
      , user_id AS user
      , account_balance
    FROM fct_accounts fa_west
    INNER JOIN (
      SELECT
        MIN(ds) AS ds__min
      FROM fct_accounts
      GROUP BY
        ds
    ) c
    ON
      fa_west.ds = c.ds__min
  ) fa_west_filtered
  LEFT OUTER JOIN dim_users_latest dul_west
  ON fa_west_filtered.user = dul_west.user_id
  WHERE dul_west.home_state_latest IN ('CA', 'HI', 'WA')
  GROUP BY fa_west_filtered.ds
) a
FULL OUTER JOIN (
  SELECT
    CAST(SUM(account_balance) AS NUMERIC) AS total_account_balance_first_day
    , fa_east_filtered.ds
  FROM (
    SELECT
      fa_east.ds
      , fa_east.ds AS metric_time__day
      , user_id AS user
      , account_balance
    FROM fct_accounts fa_east
    INNER JOIN (
      SELECT
        MIN(ds) AS ds__min
      FROM fct_accounts
      GROUP BY
        ds
    ) d
    ON
      fa_east.ds = d.ds__min
  ) fa_east_filtered
  LEFT OUTER JOIN dim_users_latest dul_east
  ON fa_east_filtered.user = dul_east.user_id
  WHERE dul_east.home_state_latest IN ('MD', 'NY', 'TX')
  GROUP BY fa_east_filtered.ds
) b
ON a.ds = b.ds;

-- measure_constraints/expr_with_single_constrained_and_aliased_measure
SELECT
  SUM(1) * 2 AS double_counted_delayed_bookings
  , ds AS metric_time__day
FROM fct_bookings
WHERE NOT is_instant
GROUP BY ds;

-- metric_queries_no_dimensions/simple_query
SELECT
  SUM(booking_value) AS booking_value
FROM fct_bookings;

-- metric_queries_no_dimensions/simple_query_with_time_constraint
SELECT
  SUM(booking_value) AS booking_value
FROM fct_bookings
WHERE ds >= DATE '2020-01-01' AND ds <= DATE '2020-01-01';

-- metric_queries_no_dimensions/simple_query_with_where_filter
SELECT
  SUM(booking_value) AS booking_value
FROM fct_bookings
WHERE is_instant;

-- metric_queries_no_dimensions/query_with_multiple_metrics
SELECT
  a.bookings
  , b.listings
FROM (
  SELECT
    SUM(1) AS bookings
  FROM fct_bookings
) a CROSS JOIN (
  SELECT
    SUM(1) AS listings
  FROM dim_listings_latest
) b;

-- metric_queries_no_dimensions/query_with_metric_with_multiple_source
SELECT
  (CAST(a.bookings AS NUMERIC) / CAST(b.listings AS NUMERIC)) AS bookings_per_listing
FROM (
  SELECT
    SUM(1) AS bookings
  FROM fct_bookings
) a CROSS JOIN (
  SELECT
    SUM(1) AS listings
  FROM dim_listings_latest
) b;

-- metrics/simple_expr_metric
SELECT
  SUM(booking_value) * 0.05 AS booking_fees
  , ds AS metric_time__day
FROM fct_bookings
GROUP BY ds;

-- metrics/single_data_source_expr_metric
SELECT
  SUM(booking_value) * 0.05 / COUNT(DISTINCT guest_id) AS booking_fees_per_booker
  , ds AS metric_time__day
FROM fct_bookings
GROUP BY ds;

-- metrics/constrained_metric
SELECT
  SUM(booking_value) AS instant_booking_value
  , ds AS metric_time__day
FROM fct_bookings
WHERE is_instant
GROUP BY ds;

-- metrics/constrained_metric_with_non_constrained_metric_same_source
SELECT
  booking_value
  , instant_booking_value
  , a.ds AS metric_time__day
FROM (
  SELECT
    SUM(booking_value) AS booking_value
    , ds
  FROM fct_bookings
  GROUP BY ds
) a
FULL OUTER JOIN (
  SELECT
    SUM(booking_value) AS instant_booking_value
    , ds
  FROM fct_bookings
  WHERE is_instant
  GROUP BY ds
) b
ON a.ds = b.ds;

-- metrics/constrained_metric_with_non_constrained_metric_diff_source
SELECT instant_booking_value, views, COALESCE(a.ds, b.ds) AS metric_time__day
FROM (
  SELECT
    SUM(booking_value) AS instant_booking_value
  , ds
  FROM fct_bookings
  WHERE is_instant
  GROUP BY ds
) a
FULL OUTER JOIN (
  SELECT
    SUM(1) AS views
    , ds
  FROM fct_views
  GROUP BY ds
) b
ON a.ds = b.ds;

-- metrics/identifier_constrained_metric
SELECT
  SUM(booking_value) AS booking_value_for_non_null_listing_id
  , ds AS metric_time__day
FROM fct_bookings
WHERE listing_id IS NOT NULL
GROUP BY ds;

-- metrics/dundered_dimension_thats_local
SELECT
  SUM(1) AS lux_listings
  , country as listing__country_latest
FROM dim_listings_latest
WHERE
  country='us'
  AND is_lux
GROUP BY country;

-- metrics/constrained_metric_with_user_input_constraint
SELECT
  SUM(b.booking_value) AS instant_booking_value
  , b.ds AS metric_time__day
FROM fct_bookings b
LEFT OUTER JOIN dim_listings_latest l
  ON l.listing_id = b.listing_id
WHERE
  b.is_instant
  AND l.is_lux
GROUP BY b.ds;

-- metrics/same_measure_constrained_metric
SELECT
  a.booking_value
  , b.instant_booking_value
  , COALESCE(a.ds, b.ds) AS metric_time__day
FROM (
  SELECT
    SUM(booking_value) AS booking_value
    , ds
  FROM fct_bookings
  GROUP BY ds
) a
FULL OUTER JOIN (
  SELECT
    SUM(booking_value) AS instant_booking_value
    , ds
  FROM fct_bookings
  WHERE is_instant
  GROUP BY ds
) b
ON a.ds = b.ds;

-- metrics/count_distinct
SELECT
  COUNT(DISTINCT guest_id) AS bookers
  , is_instant AS booking__is_instant
  , ds AS metric_time__day
FROM fct_bookings
GROUP BY
  is_instant
  , ds;

-- metrics/count_distinct_with_constraint
SELECT
  COUNT(DISTINCT guest_id) AS bookers
  , ds AS metric_time__day
FROM fct_bookings
where is_instant
GROUP BY
  ds;

-- metrics/ratio_single_data_source
SELECT
  CAST(SUM(1) AS NUMERIC) / COUNT(DISTINCT guest_id) AS bookings_per_booker
  , ds AS metric_time__day
FROM fct_bookings
GROUP BY ds;

-- metrics/ratio
SELECT
  CAST(bookings AS NUMERIC) / NULLIF(views, 0) AS bookings_per_view
  , COALESCE(groupby_8cbdaa28.ds, groupby_68058b0b.ds) AS metric_time__day
FROM (
  SELECT
    COUNT(*) AS bookings
    , ds
  FROM fct_bookings
  GROUP BY
    ds
) groupby_8cbdaa28
FULL OUTER JOIN (
  SELECT
    SUM(1) AS views
    , ds
  FROM fct_views
  GROUP BY
    ds
) groupby_68058b0b
ON
groupby_8cbdaa28.ds = groupby_68058b0b.ds;

-- metrics/ratio_sort
SELECT
  CAST(SUM(1) AS NUMERIC) / COUNT(DISTINCT guest_id) AS bookings_per_booker
  , ds AS metric_time__day
FROM fct_bookings
GROUP BY ds
ORDER BY ds;

-- metrics/ratio_with_zero_denominator
SELECT
  CAST(bookings AS NUMERIC) / NULLIF(booking_value, 0) AS bookings_per_dollar
  , bookings_source.ds AS metric_time__day
FROM (
  SELECT
    SUM(1) AS bookings
    , SUM(booking_value) AS booking_value
    , ds
  FROM fct_bookings
  GROUP BY
    ds
) bookings_source
WHERE ds >= DATE '2020-01-03' AND ds <= DATE '2020-01-03';

-- metrics/ratio_primary_ident
SELECT
  CAST(bookings AS NUMERIC) / NULLIF(listings, 0) AS bookings_per_listing
  , groupby_8cbdaa28.ds AS metric_time__day
FROM (
  SELECT
    COUNT(*) AS bookings
    , ds
  FROM fct_bookings
  GROUP BY
    ds
) groupby_8cbdaa28
FULL OUTER JOIN (
  SELECT
    SUM(1) AS listings
    , created_at AS ds
  FROM dim_listings_latest
  GROUP BY
    created_at
) groupby_68058b0b
ON
groupby_8cbdaa28.ds = groupby_68058b0b.ds;

-- metrics/metrics_with_different_dimension_values
SELECT
  views
  , bookings
  , COALESCE(a.ds, b.ds) AS metric_time__day
FROM (
    SELECT
      SUM(1) AS views
      , ds
    FROM fct_views
    GROUP BY ds

) a
FULL OUTER JOIN (
    SELECT
      SUM(1) AS bookings
      , ds
    FROM fct_bookings
    GROUP BY ds
) b
ON a.ds = b.ds;

-- metrics/ratio_with_non_ratio
SELECT
  bookings,
  CAST(bookings AS NUMERIC) / NULLIF(views, 0) AS bookings_per_view
  , COALESCE(a.ds, b.ds) AS metric_time__day
FROM (
  SELECT
    COUNT(*) AS bookings
    , ds
  FROM fct_bookings
  GROUP BY
    ds
) a
FULL OUTER JOIN (
  SELECT
    SUM(1) AS views
    , ds
  FROM fct_views
  GROUP BY
    ds
) b
ON
a.ds = b.ds;

-- metrics/query_with_3_metrics
SELECT
  SUM(1) AS bookings
  , CAST(SUM(1) AS NUMERIC) / COUNT(DISTINCT guest_id) AS bookings_per_booker
  , SUM(booking_value) AS booking_value
  , ds AS metric_time__day
FROM fct_bookings
GROUP BY
  ds;

-- metrics/metric_with_aggregation_time_dimension_specified
SELECT
  SUM(booking_value) AS booking_payments
  , paid_at AS metric_time__day
FROM fct_bookings
GROUP BY
  paid_at;

-- metrics/metrics_with_different_aggregation_time_dimensions
SELECT
  booking_value
  , booking_payments
  , COALESCE(a.metric_time__day, b.metric_time__day) AS metric_time__day
FROM (
  SELECT
    SUM(booking_value) AS booking_value
    , ds AS metric_time__day
  FROM fct_bookings
  GROUP BY
    ds
) a
FULL OUTER JOIN (
  SELECT
    SUM(booking_value) AS booking_payments
    , paid_at AS metric_time__day
  FROM fct_bookings
  GROUP BY
    paid_at
) b
ON a.metric_time__day = b.metric_time__day;

-- metrics/derived_metric
SELECT
  (bookings - ref_bookings) * 1.0 / bookings AS non_referred_bookings_pct
  , metric_time__day
FROM (
  SELECT
    SUM(CASE WHEN referrer_id IS NOT NULL THEN 1 ELSE 0 END) AS ref_bookings
    , SUM(1) AS bookings
    , ds AS metric_time__day
  FROM fct_bookings
  GROUP BY
    ds
) a;

-- metrics/derived_metric_ratio
SELECT
  bookings / CAST(NULLIF(lux_listings, 0) AS NUMERIC) AS bookings_per_lux_listing_derived
  , a.metric_time__day
FROM (
  SELECT
    SUM(1) AS bookings
    , ds AS metric_time__day
  FROM fct_bookings
  GROUP BY
    ds
) a
FULL OUTER JOIN (
  SELECT
    SUM(1) AS lux_listings
    , created_at AS metric_time__day
  FROM dim_listings_latest
  WHERE is_lux
  GROUP BY
    created_at
) b
ON a.metric_time__day = b.metric_time__day;

-- metrics/nested_derived_metric
SELECT
  (instant_bookings * 1.0 / bookings) + ((bookings - ref_bookings) * 1.0 / bookings) AS instant_plus_non_referred_bookings_pct
  , metric_time__day
FROM (
  SELECT
    SUM(CASE WHEN referrer_id IS NOT NULL THEN 1 ELSE 0 END) AS ref_bookings
    , SUM(CASE WHEN is_instant THEN 1 ELSE 0 END) AS instant_bookings
    , SUM(1) AS bookings
    , ds AS metric_time__day
  FROM fct_bookings
  GROUP BY
    ds
) a;

-- metrics/shared_alias_derived_metric_same
SELECT
  is_instant AS booking__is_instant
  , COUNT(*) - 10 AS derived_shared_alias_1a
  , COUNT(*) - 100 AS derived_shared_alias_1b
FROM fct_bookings
GROUP BY 1;

-- metrics/shared_alias_derived_metric_different
SELECT
  is_instant AS booking__is_instant
  , COUNT(*) - 10 AS derived_shared_alias_1a
  , SUM(CASE WHEN is_instant THEN 1 ELSE 0 END) + 10 AS derived_shared_alias_2
FROM fct_bookings
GROUP BY 1;

-- metrics/two_metrics_with_null_dimension_values
SELECT
  MAX(bk.bookings) AS bookings
  ,MAX(vw.views) AS views
  ,COALESCE(bk.metric_time__day, vw.metric_time__day) AS metric_time__day
  ,COALESCE(bk.is_lux, vw.is_lux) AS listing__is_lux_latest
  ,COALESCE(bk.country, vw.country) AS listing__country_latest
FROM (
  SELECT
    a.ds AS metric_time__day
    ,b.is_lux
    ,b.country
    ,SUM(1) AS bookings
  FROM fct_bookings a
  LEFT OUTER JOIN dim_listings_latest b
  ON a.listing_id = b.listing_id
  GROUP BY 1,2,3
) bk
FULL OUTER JOIN (
  SELECT
    c.ds AS metric_time__day
    ,d.is_lux
    ,d.country
    ,SUM(1) AS views
    FROM fct_views c
    LEFT OUTER JOIN dim_listings_latest d
    ON c.listing_id = d.listing_id
    GROUP BY 1,2,3
) vw
ON bk.metric_time__day = vw.metric_time__day AND bk.is_lux = vw.is_lux AND bk.country = vw.country
GROUP BY 3,4,5;

-- metrics/three_metrics_with_null_dimension_values
SELECT
  MAX(bk.bookings) AS bookings
  ,MAX(vw.views) AS views
  ,MAX(li.listings) AS listings
  ,COALESCE(bk.is_lux, vw.is_lux, li.is_lux) AS listing__is_lux_latest
  ,COALESCE(bk.country, vw.country, li.country) AS listing__country_latest
FROM (
  SELECT
    b.is_lux
    ,b.country
    ,SUM(1) AS bookings
  FROM fct_bookings a
  LEFT OUTER JOIN dim_listings_latest b
  ON a.listing_id = b.listing_id
  GROUP BY 1,2
) bk
FULL OUTER JOIN (
  SELECT
    d.is_lux
    ,d.country
    ,SUM(1) AS views
    FROM fct_views c
    LEFT OUTER JOIN dim_listings_latest d
    ON c.listing_id = d.listing_id
    GROUP BY 1,2
) vw
ON bk.is_lux = vw.is_lux AND bk.country = vw.country
FULL OUTER JOIN (
  SELECT
    is_lux
    ,country
    ,SUM(1) AS listings
  FROM dim_listings_latest
  GROUP BY 1,2
) li
ON COALESCE(bk.is_lux, vw.is_lux) = li.is_lux AND COALESCE(bk.country, vw.country) = li.country
GROUP BY 4,5;

-- metrics/derived_metrics_with_null_dimension_values
SELECT
  booking_value / NULLIF(views, 0) AS booking_value_per_view
  , listing__is_lux_latest
FROM (
  SELECT
    MAX(bk.booking_value) AS booking_value
    , MAX(vw.views) AS views
    , COALESCE(bk.is_lux, vw.is_lux) AS listing__is_lux_latest
  FROM (
    SELECT
      SUM(a.booking_value) AS booking_value
      ,b.is_lux
    FROM fct_bookings a
    LEFT OUTER JOIN dim_listings_latest b
    ON a.listing_id = b.listing_id
    GROUP BY 2
  ) bk
  FULL OUTER JOIN (
    SELECT
      SUM(1) AS views
      ,d.is_lux
    FROM fct_views c
    LEFT OUTER JOIN dim_listings_latest d
    ON c.listing_id = d.listing_id
    GROUP BY 2
  ) vw
  ON bk.is_lux = vw.is_lux
  GROUP BY 3
) x;

-- metrics/derived_metric_with_offset_window
SELECT
  COALESCE(a.metric_time__day, b.metric_time__day) AS metric_time__day
  , bookings - bookings_2_weeks_ago AS bookings_growth_2_weeks
FROM (
  SELECT
    ds AS metric_time__day
    , SUM(1) AS bookings
  FROM fct_bookings
  GROUP BY
    ds
) a
FULL OUTER JOIN (
  SELECT
    c.ds AS metric_time__day
    , d.bookings_2_weeks_ago AS bookings_2_weeks_ago
  FROM mf_time_spine c
  INNER JOIN (
    SELECT
      ds AS metric_time__day
      , SUM(1) AS bookings_2_weeks_ago
    FROM fct_bookings
    GROUP BY
      ds
  ) d
  ON CAST(C.ds - INTERVAL '14 day' AS DATE) = d.metric_time__day
) b
ON a.metric_time__day = b.metric_time__day;

-- metrics/derived_metric_with_offset_to_grain
SELECT
  COALESCE(a.metric_time__day, b.metric_time__day) AS metric_time__day
  , bookings - bookings_at_start_of_month AS bookings_growth_since_start_of_month
FROM (
  SELECT
    ds AS metric_time__day
    , SUM(1) AS bookings
  FROM fct_bookings
  GROUP BY
    ds
) a
FULL OUTER JOIN (
  SELECT
    c.ds AS metric_time__day
    , d.bookings_at_start_of_month AS bookings_at_start_of_month
  FROM mf_time_spine c
  INNER JOIN (
    SELECT
      ds AS metric_time__day
      , SUM(1) AS bookings_at_start_of_month
    FROM fct_bookings
    GROUP BY
      ds
  ) d
  ON DATE_TRUNC('month', CAST(c.ds AS TIMESTAMP))::DATE = d.metric_time__day
) b
ON a.metric_time__day = b.metric_time__day;

-- metrics/derived_metric_with_offset_window_and_offset_to_grain
SELECT
  COALESCE(a.metric_time__day, b.metric_time__day) AS metric_time__day
  , month_start_bookings - bookings_1_month_ago AS bookings_month_start_compared_to_1_month_prior
FROM (
  SELECT
    g.ds AS metric_time__day
    , f.bookings AS bookings_1_month_ago
  FROM mf_time_spine g
  INNER JOIN (
    SELECT
      ds AS metric_time__day
      , SUM(1) AS bookings
    FROM fct_bookings
    GROUP BY
      ds
  ) f
  ON CAST(g.ds - INTERVAL '1 month' AS DATE) = f.metric_time__day
) a
FULL OUTER JOIN (
  SELECT
    c.ds AS metric_time__day
    , d.bookings AS month_start_bookings
  FROM mf_time_spine c
  INNER JOIN (
    SELECT
      ds AS metric_time__day
      , SUM(1) AS bookings
    FROM fct_bookings
    GROUP BY
      ds
  ) d
  ON DATE_TRUNC('month', CAST(c.ds AS TIMESTAMP))::DATE = d.metric_time__day
) b
ON a.metric_time__day = b.metric_time__day;

-- metrics/derived_metric_offset_with_one_metric_input
SELECT
  a.ds AS metric_time__day
  , b.bookings_5_day_lag
FROM mf_time_spine a
INNER JOIN (
  SELECT
    ds AS metric_time__day
    , SUM(1) AS bookings_5_day_lag
  FROM fct_bookings
  GROUP BY
    ds
) b
ON CAST(a.ds - INTERVAL '5 day' AS DATE) = b.metric_time__day;

-- metrics/derived_metric_with_input_metric_with_constraint
SELECT
  booking_value - instant_booking_value AS booking_value_sub_instant
  , COALESCE(a.metric_time__day, b.metric_time__day) AS metric_time__day
FROM (
  SELECT
    SUM(booking_value) AS instant_booking_value
    , ds AS metric_time__day
  FROM fct_bookings
  WHERE is_instant
  GROUP BY
    ds
) a
FULL OUTER JOIN (
  SELECT
    SUM(booking_value) AS booking_value
    , ds AS metric_time__day
  FROM fct_bookings
  GROUP BY
    ds
) b
ON a.metric_time__day = b.metric_time__day;

-- metrics/nested_derived_metric_with_input_metric_with_constraint
SELECT
  c.booking_value_sub_instant + 10 AS booking_value_sub_instant_add_10
  , c.metric_time__day
FROM (
  SELECT
    booking_value - instant_booking_value AS booking_value_sub_instant
    , COALESCE(a.metric_time__day, b.metric_time__day) AS metric_time__day
  FROM (
    SELECT
      SUM(booking_value) AS instant_booking_value
      , ds AS metric_time__day
    FROM fct_bookings
    WHERE is_instant
    GROUP BY
      ds
  ) a
  FULL OUTER JOIN (
    SELECT
      SUM(booking_value) AS booking_value
      , ds AS metric_time__day
    FROM fct_bookings
    GROUP BY
      ds
  ) b
  ON a.metric_time__day = b.metric_time__day
) c;

-- metrics/derived_metric_offset_window_and_granularity
SELECT
  DATE_TRUNC('month', CAST(a.ds AS TIMESTAMP))::DATE AS metric_time__month
  , SUM(b.bookings_5_day_lag) AS bookings_5_day_lag
FROM mf_time_spine a
INNER JOIN (
  SELECT
    ds AS metric_time__day
    , 1 AS bookings_5_day_lag
  FROM fct_bookings
) b
ON CAST(a.ds - INTERVAL '5 day' AS DATE) = b.metric_time__day
GROUP BY DATE_TRUNC('month', CAST(a.ds AS TIMESTAMP))::DATE;

-- metrics/derived_metric_with_offset_to_grain_and_granularity
SELECT
  COALESCE(a.metric_time__week, b.metric_time__week)  AS metric_time__week
  , bookings - bookings_at_start_of_month AS bookings_growth_since_start_of_month
FROM (
  SELECT
    DATE_TRUNC('week', CAST(ds AS TIMESTAMP))::DATE AS metric_time__week
    , SUM(1) AS bookings
  FROM fct_bookings
  GROUP BY DATE_TRUNC('week', CAST(ds AS TIMESTAMP))::DATE
) a
FULL OUTER JOIN (
  SELECT
    DATE_TRUNC('week', CAST(c.ds AS TIMESTAMP))::DATE AS metric_time__week
    , SUM(d.bookings_at_start_of_month) AS bookings_at_start_of_month
  FROM mf_time_spine c
  INNER JOIN (
    SELECT
      ds AS metric_time__day
      , 1 AS bookings_at_start_of_month
    FROM fct_bookings
  ) d
  ON DATE_TRUNC('month', CAST(c.ds AS TIMESTAMP))::DATE = d.metric_time__day
  WHERE DATE_TRUNC('week', CAST(c.ds AS TIMESTAMP))::DATE = c.ds
  GROUP BY DATE_TRUNC('week', CAST(c.ds AS TIMESTAMP))::DATE
) b
ON a.metric_time__week = b.metric_time__week;

-- metrics/derived_metric_offset_with_cumulative_metric
SELECT
  d.ds AS metric_time__day
  , c.every_two_days_bookers AS every_2_days_bookers_2_days_ago
FROM mf_time_spine d
INNER JOIN (
  SELECT
    a.ds AS metric_time__day
    , COUNT(DISTINCT b.guest_id) AS every_two_days_bookers
  FROM mf_time_spine a
  INNER JOIN fct_bookings b
    ON (b.ds <= a.ds) AND (b.ds > CAST(a.ds - INTERVAL '2 day' AS DATE))
  GROUP BY a.ds
) c
ON CAST(d.ds - INTERVAL '2 day' AS DATE) = c.metric_time__day;

-- metrics/derived_metric_with_window_and_multiple_granularities
SELECT
  DATE_TRUNC('month', CAST(a.ds AS TIMESTAMP))::DATE AS metric_time__month
  , DATE_TRUNC('week', CAST(a.ds AS TIMESTAMP))::DATE AS metric_time__week
  , SUM(b.bookings_5_day_lag) AS bookings_5_day_lag
FROM mf_time_spine a
INNER JOIN (
  SELECT
    ds AS metric_time__day
    , 1 AS bookings_5_day_lag
  FROM fct_bookings
) b
ON CAST(a.ds - INTERVAL '5 day' AS DATE) = b.metric_time__day
GROUP BY DATE_TRUNC('month', CAST(a.ds AS TIMESTAMP))::DATE, DATE_TRUNC('week', CAST(a.ds AS TIMESTAMP))::DATE;

-- metrics/derived_metric_with_offset_to_grain_and_multiple_granularities
SELECT
  COALESCE(a.metric_time__week, b.metric_time__week) AS metric_time__week
  , COALESCE(a.metric_time__month, b.metric_time__month) AS metric_time__month
  , bookings - bookings_at_start_of_month AS bookings_growth_since_start_of_month
FROM (
  SELECT
    DATE_TRUNC('week', CAST(ds AS TIMESTAMP))::DATE AS metric_time__week
    , DATE_TRUNC('month', CAST(ds AS TIMESTAMP))::DATE AS metric_time__month
    , SUM(1) AS bookings
  FROM fct_bookings
  GROUP BY DATE_TRUNC('week', CAST(ds AS TIMESTAMP))::DATE, DATE_TRUNC('month', CAST(ds AS TIMESTAMP))::DATE
) a
FULL OUTER JOIN (
  SELECT
    DATE_TRUNC('week', CAST(c.ds AS TIMESTAMP))::DATE AS metric_time__week
    , DATE_TRUNC('month', CAST(c.ds AS TIMESTAMP))::DATE AS metric_time__month
    , SUM(d.bookings_at_start_of_month) AS bookings_at_start_of_month
  FROM mf_time_spine c
  INNER JOIN (
    SELECT
      ds AS metric_time__day
      , 1 AS bookings_at_start_of_month
    FROM fct_bookings
  ) d
  ON DATE_TRUNC('month', CAST(c.ds AS TIMESTAMP))::DATE = d.metric_time__day
  WHERE DATE_TRUNC('week', CAST(c.ds AS TIMESTAMP))::DATE = c.ds
    OR DATE_TRUNC('month', CAST(c.ds AS TIMESTAMP))::DATE = c.ds
  GROUP BY DATE_TRUNC('week', CAST(c.ds AS TIMESTAMP))::DATE, DATE_TRUNC('month', CAST(c.ds AS TIMESTAMP))::DATE
) b
ON a.metric_time__week = b.metric_time__week
  AND a.metric_time__month = b.metric_time__month;

-- metrics/simple_query_with_date_part
SELECT
  SUM(1) AS bookings
  , EXTRACT(YEAR FROM ds) AS metric_time__extract_year
FROM fct_bookings
GROUP BY EXTRACT(YEAR FROM ds);

-- metrics/simple_query_with_date_part_not_metric_time
SELECT
  SUM(1) AS bookings
  , EXTRACT(YEAR FROM ds) AS booking__ds__extract_year
FROM fct_bookings
GROUP BY EXTRACT(YEAR FROM ds);

-- metrics/simple_fill_nulls_with_0_metric_time
SELECT
  subq_4.metric_time__week
  , COALESCE(subq_3.bookings, 0) AS bookings_fill_nulls_with_0
FROM (
  SELECT
    DATE_TRUNC('week', CAST(ds AS TIMESTAMP))::DATE AS metric_time__week
  FROM mf_time_spine subq_5
  GROUP BY DATE_TRUNC('week', CAST(ds AS TIMESTAMP))::DATE
) subq_4
LEFT OUTER JOIN (
  SELECT
    DATE_TRUNC('week', CAST(ds AS TIMESTAMP))::DATE AS metric_time__week
    , SUM(1) AS bookings
  FROM fct_bookings
  GROUP BY DATE_TRUNC('week', CAST(ds AS TIMESTAMP))::DATE
) subq_3
ON subq_4.metric_time__week = subq_3.metric_time__week;

-- metrics/simple_fill_nulls_with_0_month
SELECT
  subq_4.metric_time__month AS metric_time__month
  , COALESCE(subq_3.bookings, 0) AS bookings_fill_nulls_with_0
FROM (
  SELECT
    DATE_TRUNC('month', CAST(ds AS TIMESTAMP))::DATE AS metric_time__month
  FROM mf_time_spine subq_5
  GROUP BY 1
) subq_4
LEFT OUTER JOIN (
  SELECT
    DATE_TRUNC('month', CAST(ds AS TIMESTAMP))::DATE AS metric_time__month
    , SUM(1) AS bookings
  FROM fct_bookings bookings_source_src_1
  GROUP BY 1
) subq_3
ON subq_4.metric_time__month = subq_3.metric_time__month;

-- metrics/simple_fill_nulls_with_0_with_non_metric_time
SELECT
  DATE_TRUNC('day', CAST(paid_at AS TIMESTAMP))::DATE AS booking__paid_at__day
  , COALESCE(SUM(1), 0) AS bookings_fill_nulls_with_0
FROM fct_bookings bookings_source_src_1
GROUP BY
  1;

-- metrics/simple_fill_nulls_with_0_agg_time_dim
SELECT
  subq_5.ds AS booking__ds__day
  , COALESCE(subq_3.bookings, 0) AS bookings_fill_nulls_with_0
FROM mf_time_spine subq_5
LEFT OUTER JOIN (
  SELECT
    DATE_TRUNC('day', CAST(ds AS TIMESTAMP))::DATE AS booking__ds__day
    , SUM(1) AS bookings
  FROM fct_bookings bookings_source_src_1
  GROUP BY 1
) subq_3
ON subq_5.ds = subq_3.booking__ds__day;

-- metrics/simple_fill_nulls_with_0_with_categorical_dimension
SELECT
  is_instant AS booking__is_instant
  , COALESCE(SUM(1), 0) AS bookings_fill_nulls_with_0
FROM fct_bookings bookings_source_src_1
GROUP BY 1;

-- metrics/simple_join_to_time_spine
SELECT
  subq_5.ds AS metric_time__day
  , subq_3.bookings AS bookings_join_to_time_spine
FROM mf_time_spine subq_5
LEFT JOIN (
  SELECT
    DATE_TRUNC('day', CAST(ds AS TIMESTAMP))::DATE AS metric_time__day
    , SUM(1) AS bookings
  FROM fct_bookings bookings_source_src_1
  GROUP BY
    1
) subq_3
ON
  subq_5.ds = subq_3.metric_time__day;

-- metrics/simple_fill_nulls_without_time_spine
SELECT
  DATE_TRUNC('day', CAST(ds AS TIMESTAMP))::DATE AS metric_time__day
  , COALESCE(SUM(1), 0) AS bookings_fill_nulls_with_0_without_time_spine
FROM fct_bookings bookings_source_src_1
GROUP BY 1;

-- metrics/cumulative_fill_nulls
SELECT
  subq_8.ds AS metric_time__day
  , COALESCE(subq_6.bookers, 0) AS every_two_days_bookers_fill_nulls_with_0
FROM mf_time_spine subq_8
LEFT JOIN (
  SELECT
    subq_3.ds AS metric_time__day
    , COUNT(DISTINCT bookings_source_src_1.guest_id) AS bookers
  FROM mf_time_spine subq_3
  INNER JOIN
    fct_bookings bookings_source_src_1
  ON (DATE_TRUNC('day', CAST(bookings_source_src_1.ds AS TIMESTAMP))::DATE <= subq_3.ds)
    AND (DATE_TRUNC('day', CAST(bookings_source_src_1.ds AS TIMESTAMP))::DATE > CAST(subq_3.ds - INTERVAL '2 day' AS DATE))
  GROUP BY
    subq_3.ds
) subq_6
ON subq_8.ds = subq_6.metric_time__day;

-- metrics/derived_fill_nulls_for_one_input_metric
SELECT
  metric_time__day
  , bookings_fill_nulls_with_0 - bookings_2_weeks_ago AS bookings_growth_2_weeks_fill_nulls_with_0_for_non_offset
FROM (
  SELECT
    subq_7.metric_time__day
    , COALESCE(MAX(subq_7.bookings_fill_nulls_with_0), 0) AS bookings_fill_nulls_with_0
    , subq_15.bookings_2_weeks_ago AS bookings_2_weeks_ago
  FROM (
    SELECT
      subq_5.ds AS metric_time__day
      , COALESCE(subq_3.bookings, 0) AS bookings_fill_nulls_with_0
    FROM mf_time_spine subq_5
    LEFT JOIN (
      SELECT
        DATE_TRUNC('day', CAST(ds AS TIMESTAMP))::DATE AS metric_time__day
        , SUM(1) AS bookings
      FROM fct_bookings bookings_source_src_1
      GROUP BY
        1
    ) subq_3
    ON subq_5.ds = subq_3.metric_time__day
  ) subq_7
  FULL OUTER JOIN (
    SELECT
      subq_11.ds AS metric_time__day
      , SUM(subq_9.bookings) AS bookings_2_weeks_ago
    FROM mf_time_spine subq_11
    INNER JOIN (
      SELECT
        DATE_TRUNC('day', CAST(ds AS TIMESTAMP))::DATE AS metric_time__day
        , 1 AS bookings
      FROM fct_bookings bookings_source_src_1
    ) subq_9
    ON CAST(subq_11.ds - INTERVAL '14 day' AS DATE) = subq_9.metric_time__day
    GROUP BY subq_11.ds
  ) subq_15
  ON subq_7.metric_time__day = subq_15.metric_time__day
  GROUP BY 1, 3
) subq_16;

-- metrics/fill_nulls_with_0_multi_metric_query
SELECT
  COALESCE(subq_7.metric_time__week, subq_12.metric_time__week) AS metric_time__week
  , COALESCE(MAX(subq_7.bookings_fill_nulls_with_0), 0) AS bookings_fill_nulls_with_0
  , MAX(subq_12.views) AS views
FROM (
  SELECT
    DATE_TRUNC('week', CAST(subq_5.ds AS TIMESTAMP))::DATE AS metric_time__week
    , COALESCE(subq_3.bookings, 0) AS bookings_fill_nulls_with_0
  FROM mf_time_spine subq_5
  LEFT OUTER JOIN (
    SELECT
      DATE_TRUNC('week', CAST(ds AS TIMESTAMP))::DATE AS metric_time__week
      , SUM(1) AS bookings
    FROM fct_bookings bookings_source_src_1
    GROUP BY 1
  ) subq_3
  ON DATE_TRUNC('week', CAST(subq_5.ds AS TIMESTAMP))::DATE = subq_3.metric_time__week
) subq_7
FULL OUTER JOIN (
  SELECT
    DATE_TRUNC('week', CAST(ds AS TIMESTAMP))::DATE AS metric_time__week
    , SUM(1) AS views
  FROM fct_views views_source_src_9
  GROUP BY 1
) subq_12
ON subq_7.metric_time__week = subq_12.metric_time__week
GROUP BY COALESCE(subq_7.metric_time__week, subq_12.metric_time__week);

-- metrics/fill_nulls_with_0_multi_metric_query_with_nesting
SELECT
  COALESCE(subq_17.metric_time__day, subq_22.metric_time__day) AS metric_time__day
  , MAX(subq_17.bookings_growth_2_weeks_fill_nulls_with_0_for_non_offset) AS bookings_growth_2_weeks_fill_nulls_with_0_for_non_offset
  , MAX(subq_22.booking_value) AS booking_value
FROM (
  SELECT
    metric_time__day
    , bookings_fill_nulls_with_0 - bookings_2_weeks_ago AS bookings_growth_2_weeks_fill_nulls_with_0_for_non_offset
  FROM (
    SELECT
      COALESCE(subq_7.metric_time__day, subq_15.metric_time__day) AS metric_time__day
      , COALESCE(MAX(subq_7.bookings_fill_nulls_with_0), 0) AS bookings_fill_nulls_with_0
      , MAX(subq_15.bookings_2_weeks_ago) AS bookings_2_weeks_ago
    FROM (
      SELECT
        metric_time__day
        , COALESCE(bookings, 0) AS bookings_fill_nulls_with_0
      FROM (
        SELECT
          subq_5.ds AS metric_time__day
          , subq_3.bookings AS bookings
        FROM mf_time_spine subq_5
        LEFT OUTER JOIN (
          SELECT
            DATE_TRUNC('day', CAST(ds AS TIMESTAMP))::DATE AS metric_time__day
            , SUM(1) AS bookings
          FROM fct_bookings bookings_source_src_1
          GROUP BY 1
        ) subq_3
        ON subq_5.ds = subq_3.metric_time__day
      ) subq_6
    ) subq_7
    FULL OUTER JOIN (
      SELECT
        subq_11.ds AS metric_time__day
        , SUM(subq_9.bookings) AS bookings_2_weeks_ago
      FROM mf_time_spine subq_11
      INNER JOIN (
        SELECT
          DATE_TRUNC('day', CAST(ds AS TIMESTAMP))::DATE AS metric_time__day
          , 1 AS bookings
        FROM fct_bookings bookings_source_src_1
      ) subq_9
      ON CAST(subq_11.ds - INTERVAL '14 day' AS DATE) = subq_9.metric_time__day
      GROUP BY subq_11.ds
    ) subq_15
    ON subq_7.metric_time__day = subq_15.metric_time__day
    GROUP BY COALESCE(subq_7.metric_time__day, subq_15.metric_time__day)
  ) subq_16
) subq_17
FULL OUTER JOIN (
  SELECT
    DATE_TRUNC('day', CAST(ds AS TIMESTAMP))::DATE AS metric_time__day
    , SUM(booking_value) AS booking_value
  FROM fct_bookings bookings_source_src_1
  GROUP BY DATE_TRUNC('day', CAST(ds AS TIMESTAMP))::DATE
) subq_22
ON subq_17.metric_time__day = subq_22.metric_time__day
GROUP BY COALESCE(subq_17.metric_time__day, subq_22.metric_time__day);

-- metrics/fill_nulls_with_0_multi_metric_query_with_categorical_dimension
SELECT
  COALESCE(subq_9.metric_time__day, subq_19.metric_time__day) AS metric_time__day
  , COALESCE(subq_9.listing__is_lux_latest, subq_19.listing__is_lux_latest) AS listing__is_lux_latest
  , COALESCE(MAX(subq_9.bookings_fill_nulls_with_0_without_time_spine), 0) AS bookings_fill_nulls_with_0_without_time_spine
  , MAX(subq_19.views) AS views
FROM (
  SELECT
    subq_2.metric_time__day AS metric_time__day
    , listings_latest_src_4.is_lux AS listing__is_lux_latest
    , COALESCE(SUM(subq_2.bookings), 0) AS bookings_fill_nulls_with_0_without_time_spine
  FROM (
    SELECT
      DATE_TRUNC('day', CAST(ds AS TIMESTAMP))::DATE AS metric_time__day
      , listing_id AS listing
      , 1 AS bookings
    FROM fct_bookings bookings_source_src_1
  ) subq_2
  LEFT OUTER JOIN
    dim_listings_latest listings_latest_src_4
  ON subq_2.listing = listings_latest_src_4.listing_id
  GROUP BY subq_2.metric_time__day, listings_latest_src_4.is_lux
) subq_9
FULL OUTER JOIN (
  SELECT
    subq_12.metric_time__day AS metric_time__day
    , listings_latest_src_4.is_lux AS listing__is_lux_latest
    , SUM(subq_12.views) AS views
  FROM (
    SELECT
      DATE_TRUNC('day', CAST(ds AS TIMESTAMP))::DATE AS metric_time__day
      , listing_id AS listing
      , 1 AS views
    FROM fct_views views_source_src_9
  ) subq_12
  LEFT OUTER JOIN
    dim_listings_latest listings_latest_src_4
  ON subq_12.listing = listings_latest_src_4.listing_id
  GROUP BY subq_12.metric_time__day, listings_latest_src_4.is_lux
) subq_19
ON (subq_9.listing__is_lux_latest = subq_19.listing__is_lux_latest)
  AND (subq_9.metric_time__day = subq_19.metric_time__day)
GROUP BY
  COALESCE(subq_9.metric_time__day, subq_19.metric_time__day)
  , COALESCE(subq_9.listing__is_lux_latest, subq_19.listing__is_lux_latest);

-- metrics/nested_derived_metric_outer_offset
SELECT
  subq_9.ds AS metric_time__day
  , 2 * bookings_offset_once AS bookings_offset_twice
FROM mf_time_spine subq_9
INNER JOIN (
  SELECT
    metric_time__day
    , 2 * bookings AS bookings_offset_once
  FROM (
    SELECT
      subq_3.ds AS metric_time__day
      , SUM(subq_1.bookings) AS bookings
    FROM mf_time_spine subq_3
    INNER JOIN (
      SELECT
        DATE_TRUNC('day', CAST(ds AS TIMESTAMP))::DATE AS metric_time__day
        , 1 AS bookings
      FROM fct_bookings bookings_source_src_1
    ) subq_1
    ON
      CAST(subq_3.ds - INTERVAL '5 day' AS DATE) = subq_1.metric_time__day
    GROUP BY
      subq_3.ds
  ) subq_7
) subq_8
ON
  CAST(subq_9.ds - INTERVAL '2 day' AS DATE) = subq_8.metric_time__day;

-- metrics/nested_derived_metric_outer_offset_multiple_input_metrics
SELECT
  metric_time__day
  , booking_fees - booking_fees_start_of_month AS booking_fees_since_start_of_month
FROM (
  SELECT
    COALESCE(subq_8.metric_time__day, subq_14.metric_time__day) AS metric_time__day
    , MAX(subq_8.booking_fees_start_of_month) AS booking_fees_start_of_month
    , MAX(subq_14.booking_fees) AS booking_fees
  FROM (
    SELECT
      subq_7.ds AS metric_time__day
      , subq_5.booking_fees_start_of_month AS booking_fees_start_of_month
    FROM mf_time_spine subq_7
    INNER JOIN (
      SELECT
        metric_time__day
        , booking_value * 0.05 AS booking_fees_start_of_month
      FROM (
        SELECT
          DATE_TRUNC('day', CAST(ds AS TIMESTAMP))::DATE AS metric_time__day
          , SUM(booking_value) AS booking_value
        FROM fct_bookings bookings_source_src_1
        GROUP BY
          DATE_TRUNC('day', CAST(ds AS TIMESTAMP))::DATE
      ) subq_4
    ) subq_5
    ON
      DATE_TRUNC('month', CAST(subq_7.ds AS TIMESTAMP))::DATE = subq_5.metric_time__day
  ) subq_8
  FULL OUTER JOIN (
    SELECT
      metric_time__day
      , booking_value * 0.05 AS booking_fees
    FROM (
      SELECT
        DATE_TRUNC('day', CAST(ds AS TIMESTAMP))::DATE AS metric_time__day
        , SUM(booking_value) AS booking_value
      FROM fct_bookings bookings_source_src_1
      GROUP BY
        DATE_TRUNC('day', CAST(ds AS TIMESTAMP))::DATE
    ) subq_13
  ) subq_14
  ON
    subq_8.metric_time__day = subq_14.metric_time__day
  GROUP BY
    COALESCE(subq_8.metric_time__day, subq_14.metric_time__day)
) subq_15;

-- metrics/nested_derived_metric_offset_with_where_constraint
SELECT
  subq_9.ds AS metric_time__day
  , 2 * bookings_offset_once AS bookings_offset_twice
FROM mf_time_spine subq_9
INNER JOIN (
  SELECT
    metric_time__day
    , 2 * bookings AS bookings_offset_once
  FROM (
    SELECT
      subq_3.ds AS metric_time__day
      , SUM(subq_1.bookings) AS bookings
    FROM mf_time_spine subq_3
    INNER JOIN (
      SELECT
        DATE_TRUNC('day', CAST(ds AS TIMESTAMP))::DATE AS metric_time__day
        , 1 AS bookings
      FROM fct_bookings bookings_source_src_1
    ) subq_1
    ON
      CAST(subq_3.ds - INTERVAL '5 day' AS DATE) = subq_1.metric_time__day
    GROUP BY
      subq_3.ds
  ) subq_7
) subq_8
ON
  CAST(subq_9.ds - INTERVAL '2 day' AS DATE) = subq_8.metric_time__day
WHERE subq_9.ds >= DATE '2020-01-08' AND subq_9.ds <= DATE '2020-01-09';

-- metrics/nested_derived_metric_offset_with_time_constraint
SELECT
  subq_9.ds AS metric_time__day
  , 2 * bookings_offset_once AS bookings_offset_twice
FROM mf_time_spine subq_9
INNER JOIN (
  SELECT
    metric_time__day
    , 2 * bookings AS bookings_offset_once
  FROM (
    SELECT
      subq_3.ds AS metric_time__day
      , SUM(subq_1.bookings) AS bookings
    FROM mf_time_spine subq_3
    INNER JOIN (
      SELECT
        DATE_TRUNC('day', CAST(ds AS TIMESTAMP))::DATE AS metric_time__day
        , 1 AS bookings
      FROM fct_bookings bookings_source_src_1
    ) subq_1
    ON
      CAST(subq_3.ds - INTERVAL '5 day' AS DATE) = subq_1.metric_time__day
    GROUP BY
      subq_3.ds
  ) subq_7
) subq_8
ON
  CAST(subq_9.ds - INTERVAL '2 day' AS DATE) = subq_8.metric_time__day
WHERE subq_9.ds >= DATE '2020-01-08' AND subq_9.ds <= DATE '2020-01-09';

-- metrics/time_offset_metric_with_time_constraint
SELECT
  metric_time__day
  , bookings_5_days_ago AS bookings_5_day_lag
FROM (
  SELECT
    subq_3.metric_time__day AS metric_time__day
    , SUM(subq_2.bookings) AS bookings_5_days_ago
  FROM (
    SELECT
      ds AS metric_time__day
    FROM mf_time_spine
  ) subq_3
  INNER JOIN (
    SELECT
      DATE_TRUNC('day', CAST(ds AS TIMESTAMP))::DATE AS metric_time__day
      , 1 AS bookings
    FROM fct_bookings
  ) subq_2
  ON CAST(subq_3.metric_time__day - INTERVAL '5 day' AS DATE) = subq_2.metric_time__day
  GROUP BY subq_3.metric_time__day
) outer_subq
WHERE metric_time__day >= DATE '2019-12-19' AND metric_time__day <= DATE '2020-01-02';

-- metrics/cumulative_time_offset_metric_with_time_constraint
SELECT
  subq_5.metric_time__day AS metric_time__day
  , COUNT(DISTINCT subq_4.bookers) AS every_2_days_bookers_2_days_ago
FROM (
  SELECT
    ds AS metric_time__day
  FROM mf_time_spine subq_6
  WHERE ds >= DATE '2019-12-19' AND ds <= DATE '2020-01-02'
) subq_5
INNER JOIN (
  SELECT
    subq_3.ds AS metric_time__day
    , b.guest_id AS bookers
  FROM mf_time_spine subq_3
  INNER JOIN
    fct_bookings b
  ON (DATE_TRUNC('day', CAST(b.ds AS TIMESTAMP))::DATE <= subq_3.ds)
    AND (DATE_TRUNC('day', CAST(b.ds AS TIMESTAMP))::DATE > CAST(subq_3.ds - INTERVAL '2 day' AS DATE))
  WHERE subq_3.ds >= DATE '2019-12-19' AND subq_3.ds <= DATE '2020-01-02'
) subq_4
ON CAST(subq_5.metric_time__day - INTERVAL '2 day' AS DATE) = subq_4.metric_time__day
WHERE subq_5.metric_time__day >= DATE '2019-12-19' AND subq_5.metric_time__day <= DATE '2020-01-02'
GROUP BY subq_5.metric_time__day;

-- metrics/nested_derived_metric_offset_with_joined_where_constraint_not_selected
SELECT
  metric_time__day
  , 2 * bookings_offset_once AS bookings_offset_twice
FROM (
  SELECT
    metric_time__day
    , bookings_offset_once
  FROM (
    SELECT
      subq_10.ds AS metric_time__day
      , subq_8.booking__is_instant AS booking__is_instant
      , subq_8.bookings_offset_once AS bookings_offset_once
    FROM mf_time_spine subq_10
    INNER JOIN (
      SELECT
        metric_time__day
        , booking__is_instant
        , 2 * bookings AS bookings_offset_once
      FROM (
        SELECT
          subq_3.ds AS metric_time__day
          , subq_1.booking__is_instant AS booking__is_instant
          , SUM(subq_1.bookings) AS bookings
        FROM mf_time_spine subq_3
        INNER JOIN (
          SELECT
            DATE_TRUNC('day', CAST(ds AS TIMESTAMP))::DATE AS metric_time__day
            , is_instant AS booking__is_instant
            , 1 AS bookings
          FROM fct_bookings
        ) subq_1
        ON CAST(subq_3.ds - INTERVAL '5 day' AS DATE) = subq_1.metric_time__day
        GROUP BY
          subq_3.ds
          , subq_1.booking__is_instant
      ) subq_7
    ) subq_8
    ON CAST(subq_10.ds - INTERVAL '2 day' AS DATE) = subq_8.metric_time__day
  ) subq_11
  WHERE booking__is_instant
) outer_subq;

-- metrics/offset_window_with_agg_time_dim
SELECT
  COALESCE(a.booking__ds__day, b.booking__ds__day) AS booking__ds__day
  , bookings - bookings_2_weeks_ago AS bookings_growth_2_weeks
FROM (
  SELECT
    ds AS booking__ds__day
    , SUM(1) AS bookings
  FROM fct_bookings
  GROUP BY
    ds
) a
FULL OUTER JOIN (
  SELECT
    c.ds AS booking__ds__day
    , d.bookings_2_weeks_ago AS bookings_2_weeks_ago
  FROM mf_time_spine c
  INNER JOIN (
    SELECT
      ds AS booking__ds__day
      , SUM(1) AS bookings_2_weeks_ago
    FROM fct_bookings
    GROUP BY
      ds
  ) d
  ON CAST(C.ds - INTERVAL '14 day' AS DATE) = d.booking__ds__day
) b
ON a.booking__ds__day = b.booking__ds__day;

-- metrics/offset_to_grain_with_agg_time_dim
SELECT
  COALESCE(a.booking__ds__day, b.booking__ds__day) AS booking__ds__day
  , bookings - bookings_at_start_of_month AS bookings_growth_since_start_of_month
FROM (
  SELECT
    ds AS booking__ds__day
    , SUM(1) AS bookings
  FROM fct_bookings
  GROUP BY
    ds
) a
FULL OUTER JOIN (
  SELECT
    c.ds AS booking__ds__day
    , d.bookings_at_start_of_month AS bookings_at_start_of_month
  FROM mf_time_spine c
  INNER JOIN (
    SELECT
      ds AS booking__ds__day
      , SUM(1) AS bookings_at_start_of_month
    FROM fct_bookings
    GROUP BY
      ds
  ) d
  ON DATE_TRUNC('month', CAST(c.ds AS TIMESTAMP))::DATE = d.booking__ds__day
) b
ON a.booking__ds__day = b.booking__ds__day;

-- metrics/nested_derived_metric_outer_offset_with_agg_time_dimension
SELECT
  subq_9.ds AS booking__ds__day
  , 2 * bookings_offset_once AS bookings_offset_twice
FROM mf_time_spine subq_9
INNER JOIN (
  SELECT
    booking__ds__day
    , 2 * bookings AS bookings_offset_once
  FROM (
    SELECT
      subq_3.ds AS booking__ds__day
      , SUM(subq_1.bookings) AS bookings
    FROM mf_time_spine subq_3
    INNER JOIN (
      SELECT
        DATE_TRUNC('day', CAST(ds AS TIMESTAMP))::DATE AS booking__ds__day
        , 1 AS bookings
      FROM fct_bookings bookings_source_src_1
    ) subq_1
    ON
      CAST(subq_3.ds - INTERVAL '5 day' AS DATE) = subq_1.booking__ds__day
    GROUP BY
      subq_3.ds
  ) subq_7
) subq_8
ON
  CAST(subq_9.ds - INTERVAL '2 day' AS DATE) = subq_8.booking__ds__day;

-- metrics/simple_join_to_time_spine_with_filter
SELECT
  b.ds AS metric_time__day
  , a.bookings AS bookings_join_to_time_spine
FROM mf_time_spine b
LEFT JOIN (
  SELECT
    DATE_TRUNC('day', CAST(ds AS TIMESTAMP))::DATE AS ds
    , SUM(1) AS bookings
  FROM fct_bookings
  WHERE is_instant
  GROUP BY DATE_TRUNC('day', CAST(ds AS TIMESTAMP))::DATE
) a ON b.ds = a.ds;

-- metrics/simple_join_to_time_spine_with_queried_filter
SELECT
  b.ds AS metric_time__day
  , a.is_instant AS booking__is_instant
  , a.bookings AS bookings_join_to_time_spine
FROM mf_time_spine b
LEFT JOIN (
  SELECT
    DATE_TRUNC('day', CAST(ds AS TIMESTAMP))::DATE AS ds
    , is_instant
    , SUM(1) AS bookings
  FROM fct_bookings
  WHERE is_instant
  GROUP BY DATE_TRUNC('day', CAST(ds AS TIMESTAMP))::DATE, is_instant
) a ON b.ds = a.ds
WHERE is_instant;

-- metrics/join_to_time_spine_with_time_constraint
SELECT
  SUM(1) AS bookings_join_to_time_spine
FROM fct_bookings
WHERE ds >= DATE '2020-01-03' AND ds <= DATE '2020-01-03';

-- metrics/join_to_time_spine_with_queried_time_constraint
SELECT
  b.ds AS metric_time__day
  , a.bookings AS bookings_join_to_time_spine
FROM mf_time_spine b
LEFT JOIN (
  SELECT
    DATE_TRUNC('day', CAST(ds AS TIMESTAMP))::DATE AS ds
    , SUM(1) AS bookings
  FROM fct_bookings
  WHERE ds >= DATE '2020-01-03' AND ds <= DATE '2020-01-03'
  GROUP BY DATE_TRUNC('day', CAST(ds AS TIMESTAMP))::DATE
) a ON b.ds = a.ds
WHERE b.ds >= DATE '2020-01-03' AND b.ds <= DATE '2020-01-03';

-- multi_hop_join/multihop_join_partitioned
SELECT
    SUM(am.txn_count) as txn_count
    , ct.customer_name as account_id__customer_id__customer_name
FROM account_month_txns am
LEFT JOIN bridge_table bt
  ON am.account_id = bt.account_id
  AND am.ds_partitioned = bt.ds_partitioned
LEFT JOIN customer_table ct
  ON ct.customer_id = bt.customer_id
  AND ct.ds_partitioned = bt.ds_partitioned
GROUP BY
  ct.customer_name;

-- order_limit/order_desc
SELECT
  ds AS metric_time__day
  , SUM(booking_value) AS booking_value
FROM fct_bookings
GROUP BY
  ds
ORDER BY
  booking_value DESC, metric_time__day;

-- order_limit/order_asc
SELECT
  ds AS metric_time__day
  , SUM(booking_value) AS booking_value
FROM fct_bookings
GROUP BY
  ds
ORDER BY
  booking_value, metric_time__day;

-- order_limit/order_limit
SELECT
  ds AS metric_time__day
  , SUM(booking_value) AS booking_value
FROM fct_bookings
GROUP BY
  ds
ORDER BY
  booking_value, metric_time__day
LIMIT 2;

-- order_limit/order_desc_with_granularity
SELECT
  DATE_TRUNC('month', CAST(ds AS TIMESTAMP))::DATE AS metric_time__month
  , SUM(booking_value) AS booking_value
FROM fct_bookings
GROUP BY
  1
ORDER BY
  metric_time__month DESC, booking_value;

-- partitions/partition_rollup
SELECT
  SUM(1) AS identity_verifications
  , verification_type AS verification__verification_type
  , ds_partitioned AS verification__ds_partitioned__day
FROM fct_id_verifications
GROUP BY
  verification_type
  , ds_partitioned;

-- partitions/partitioned_join
SELECT
  SUM(1) AS identity_verifications
  , dim.home_state AS user__home_state
FROM fct_id_verifications fct
LEFT OUTER JOIN dim_users dim
  ON fct.user_id = dim.user_id
    AND fct.ds_partitioned = dim.ds_partitioned
GROUP BY
  dim.home_state;

-- partitions/partitioned_join_groupby_partition
SELECT
  SUM(1) AS identity_verifications
  , fct.ds_partitioned AS verification__ds_partitioned__day
  , dim.home_state AS user__home_state
FROM fct_id_verifications fct
LEFT OUTER JOIN dim_users dim
  ON fct.user_id = dim.user_id
    AND fct.ds_partitioned = dim.ds_partitioned
GROUP BY
  fct.ds_partitioned
  , dim.home_state;

-- partitions/partitioned_fct_nonpartitioned_dim
SELECT
  SUM(1) AS identity_verifications
  , dim.home_state_latest AS user__home_state_latest
FROM fct_id_verifications fct
LEFT OUTER JOIN dim_users_latest dim
  ON fct.user_id = dim.user_id
GROUP BY
  dim.home_state_latest;

-- partitions/constraint_with_partitions
SELECT
  SUM(1) AS identity_verifications
  , fct.ds_partitioned AS verification__ds_partitioned__day
  , dim.home_state AS user__home_state
FROM fct_id_verifications fct
LEFT OUTER JOIN dim_users dim
  ON fct.user_id = dim.user_id
    AND fct.ds_partitioned = dim.ds_partitioned
    WHERE fct.ds_partitioned >= DATE '2020-01-01' AND fct.ds_partitioned <= DATE '2020-01-01'
GROUP BY
  fct.ds_partitioned
  , dim.home_state;

-- scd/simple_scd_grouped_metric
SELECT
  a.ds AS metric_time__day
  , b.capacity AS listing__capacity
  , SUM(1) AS bookings
FROM fct_bookings a
LEFT OUTER JOIN dim_listings b
ON a.listing_id = b.listing_id
  AND a.ds >= b.active_from AND (a.ds < b.active_to OR b.active_to is NULL)
GROUP BY
  capacity, ds;

-- scd/basic_scd_constrained_metric
SELECT
  a.ds AS metric_time__day
  , a.is_instant AS booking__is_instant
  , SUM(1) AS family_bookings
FROM fct_bookings a
LEFT OUTER JOIN dim_listings b
ON a.listing_id = b.listing_id
  AND a.ds >= b.active_from AND (a.ds < b.active_to OR b.active_to is NULL)
WHERE b.capacity >= 3
GROUP BY
  is_instant
  , ds;

-- scd/scd_constrained_metric_with_nulls
SELECT
  a.ds AS metric_time__day
  , a.is_instant AS booking__is_instant
  , b.is_lux AS listing__is_lux
  , SUM(1) AS potentially_lux_bookings
FROM fct_bookings a
LEFT OUTER JOIN dim_listings b
ON a.listing_id = b.listing_id
  AND a.ds >= b.active_from AND (a.ds < b.active_to OR b.active_to is NULL)
WHERE b.is_lux OR b.is_lux IS NULL
GROUP BY
  is_instant
  , ds
  , is_lux;

-- scd/scd_grouped_metric_with_second_dim
SELECT
  a.ds AS metric_time__day
  , b.is_lux AS listing__is_lux
  , c.home_state_latest AS listing__user__home_state_latest
  , SUM(1) AS bookings
FROM fct_bookings a
LEFT OUTER JOIN dim_listings b
ON a.listing_id = b.listing_id
    AND a.ds >= b.active_from AND (a.ds < b.active_to OR b.active_to is NULL)
LEFT OUTER JOIN dim_users_latest c
ON b.user_id = c.user_id
GROUP BY
  a.ds
  , b.is_lux
  , c.home_state_latest;

-- scd/scd_multi_hop_groupby_through_scd
SELECT
  a.ds AS metric_time__day
  , c.home_state_latest AS listing__user__home_state_latest
  , SUM(1) AS bookings
FROM fct_bookings a
LEFT OUTER JOIN dim_listings b
ON a.listing_id = b.listing_id
    AND a.ds >= b.active_from AND (a.ds < b.active_to OR b.active_to is NULL)
LEFT OUTER JOIN dim_users_latest c
ON b.user_id = c.user_id
GROUP BY
  a.ds
  , c.home_state_latest;

-- scd/scd_multi_hop_groupby_to_scd
SELECT
  a.ds AS metric_time__day
  , c.is_confirmed_lux AS listing__lux_listing__is_confirmed_lux
  , SUM(1) AS bookings
FROM fct_bookings a
LEFT OUTER JOIN dim_lux_listing_id_mapping b
ON a.listing_id = b.listing_id
LEFT OUTER JOIN dim_lux_listings c
ON b.lux_listing_id = c.lux_listing_id
    AND a.ds >= c.valid_from AND (a.ds < c.valid_to OR c.valid_to is NULL)
GROUP BY
  a.ds
  , c.is_confirmed_lux;

-- semi_additive_measure/semi_additive_measure_query_with_identifier_grouping
SELECT
  a.user AS user
  , SUM(a.current_account_balance_by_user) AS current_account_balance_by_user
FROM (
  SELECT
    ds
    , user_id AS user
    , account_balance AS current_account_balance_by_user
  FROM fct_accounts
) a
INNER JOIN (
  SELECT
    user_id AS user
    , MAX(ds) AS ds
  FROM fct_accounts
  GROUP BY
    user_id
) b
ON
  a.ds = b.ds AND a.user = b.user
GROUP BY
  a.user;

-- semi_additive_measure/semi_additive_measure_query
SELECT
  a.ds AS metric_time__day
  , SUM(a.total_account_balance_first_day) AS total_account_balance_first_day
FROM (
  SELECT
    ds
    , account_balance AS total_account_balance_first_day
  FROM fct_accounts
) a
INNER JOIN (
  SELECT
    MIN(ds) AS ds
    , DATE_TRUNC('day', CAST(ds AS TIMESTAMP))::DATE AS metric_time__day
  FROM fct_accounts
  GROUP BY
    DATE_TRUNC('day', CAST(ds AS TIMESTAMP))::DATE
) b
ON
  a.ds = b.ds
GROUP BY
  a.ds;

-- semi_additive_measure/semi_additive_measure_query_with_join_linkable_specs
SELECT
  e.user AS user
  , SUM(e.current_account_balance_by_user) AS current_account_balance_by_user
FROM (
  SELECT
    c.user AS user
    , d.home_state_latest AS user__home_state_latest
    , c.current_account_balance_by_user AS current_account_balance_by_user
  FROM (
    SELECT
      a.user AS user
      , a.current_account_balance_by_user AS current_account_balance_by_user
    FROM (
      SELECT
        ds
        , user_id AS user
        , account_balance AS current_account_balance_by_user
      FROM fct_accounts
    ) a
    INNER JOIN (
      SELECT
        user_id AS user
        , MAX(ds) AS ds
      FROM fct_accounts
      GROUP BY
        user_id
    ) b
    ON
      a.ds = b.ds AND a.user = b.user
  ) c
  LEFT OUTER JOIN
    dim_users_latest d
  ON
    c.user = d.user_id
) e
WHERE user__home_state_latest = 'CA'
GROUP BY
  e.user;

-- semi_additive_measure/semi_additive_measure_query_with_where_filter
SELECT
  b.user AS user
  , SUM(b.current_account_balance_by_user) AS current_account_balance_by_user
FROM (
  SELECT
    ds
    , a.user
    , current_account_balance_by_user
  FROM (
    SELECT
      ds
      , user_id AS user
      , account_type
      , account_balance AS current_account_balance_by_user
    FROM fct_accounts
  ) a
  WHERE account_type = 'savings'
) b
INNER JOIN (
  SELECT
    c.user
    , MAX(ds) AS ds__complete
  FROM (
    SELECT
      ds
      , user_id AS user
      , account_type
    FROM fct_accounts
  ) c
  WHERE account_type = 'savings'
  GROUP BY
    c.user
) d
ON
  (b.ds = d.ds__complete) AND (b.user = d.user)
GROUP BY
  b.user;

-- semi_additive_measure/non_default_grain
SELECT
  SUM(subq_2.total_account_balance_first_day_of_month) AS total_account_balance_first_day_of_month
FROM (
  SELECT
    DATE_TRUNC('month', CAST(ds AS TIMESTAMP))::DATE AS ds_month__month
    , account_balance AS total_account_balance_first_day_of_month
  FROM fct_accounts
) subq_2
INNER JOIN (
  SELECT
    MIN(DATE_TRUNC('month', CAST(ds AS TIMESTAMP))::DATE) AS ds_month__month__complete
  FROM fct_accounts
) subq_4
ON subq_2.ds_month__month = subq_4.ds_month__month__complete;

-- simple/simple_query
SELECT
  SUM(booking_value) AS booking_value
  , is_instant AS booking__is_instant
FROM fct_bookings
GROUP BY
  is_instant;

-- simple/simple_query_without_dates_available
SELECT
  SUM(booking_value) AS booking_value
  , ds AS metric_time__day
FROM fct_bookings
GROUP BY
  ds
limit 0;

-- simple/simple_query_with_time_constraint
SELECT
  SUM(booking_value) AS booking_value
  , ds AS metric_time__day
FROM fct_bookings
WHERE ds >= DATE '2020-01-01' AND ds <= DATE '2020-01-01'
GROUP BY
  ds;

-- simple/simple_query_with_joined_dimension_on_unique_id
SELECT
  SUM(1) AS listings
  , b.company_name AS user__company_name
FROM dim_listings_latest a
LEFT OUTER JOIN dim_companies b
ON a.user_id = b.user_id
GROUP BY
  2;

-- simple/simple_constrained_query
SELECT
  SUM(booking_value) AS booking_value
  , is_instant AS booking__is_instant
FROM fct_bookings
WHERE
  is_instant
GROUP BY
  is_instant;

-- simple/ordered_query
SELECT
  SUM(booking_value) AS booking_value
  , is_instant AS booking__is_instant
FROM fct_bookings
GROUP BY
  is_instant
ORDER BY
  booking_value DESC;

-- simple/query_with_multiple_metrics_ordered_by_metric
SELECT
  SUM(1) AS bookings
  , SUM(booking_value) AS booking_value
  , ds AS metric_time__day
FROM fct_bookings
GROUP BY
  ds
ORDER BY
  booking_value DESC;

-- simple/query_with_multiple_metrics_ordered_by_dimension
SELECT
  SUM(1) AS bookings
  , SUM(booking_value) AS booking_value
  , ds AS metric_time__day
FROM fct_bookings
GROUP BY
  ds
ORDER BY
  booking_value DESC;

-- simple/query_with_join
SELECT
  SUM(b.booking_value) AS booking_value
  , b.is_instant AS booking__is_instant
  , l.country AS listing__country_latest
FROM fct_bookings b
LEFT OUTER JOIN dim_listings_latest l
  ON b.listing_id = l.listing_id
GROUP BY
  b.is_instant
  , l.country;

-- simple_non_sm/simple_query_non_ds
SELECT
  SUM(1) AS bookings
  , b.is_instant AS booking__is_instant
  , l.country AS listing__country_latest
  , b.dt AS booking__dt__day
FROM fct_bookings_dt b
LEFT OUTER JOIN dim_listings_latest l
  ON b.listing_id = l.listing_id
WHERE dt >= DATE '2020-01-01' AND dt <= DATE '2020-01-01'
GROUP BY
  b.is_instant
  , b.dt
  , l.country;

-- cumulative_metric/cumulative_metric_month_granularity
SELECT
  subq_3.metric_time__month
  , SUM(subq_2.bookings_monthly) AS trailing_3_months_bookings
FROM (
  SELECT
    DATE_TRUNC('month', CAST(ds AS TIMESTAMP))::DATE AS metric_time__month
  FROM mf_time_spine
  WHERE ds >= DATE '2020-03-01' AND ds <= DATE '2021-01-31'
  GROUP BY
    DATE_TRUNC('month', CAST(ds AS TIMESTAMP))::DATE
) subq_3
INNER JOIN (
  SELECT
    DATE_TRUNC('month', CAST(ds AS TIMESTAMP))::DATE AS metric_time__month
    , bookings_monthly
  FROM fct_bookings_extended_monthly
  WHERE DATE_TRUNC('month', CAST(ds AS TIMESTAMP))::DATE >= DATE '2019-12-01' AND DATE_TRUNC('month', CAST(ds AS TIMESTAMP))::DATE <= DATE '2021-01-31'
) subq_2
ON (
    subq_2.metric_time__month <= subq_3.metric_time__month
  ) AND (
    subq_2.metric_time__month > CAST(subq_3.metric_time__month - INTERVAL '3 month' AS DATE)
  )
WHERE subq_3.metric_time__month >= DATE '2020-03-01' AND subq_3.metric_time__month <= DATE '2021-01-31'
GROUP BY
  subq_3.metric_time__month
ORDER BY subq_3.metric_time__month;
