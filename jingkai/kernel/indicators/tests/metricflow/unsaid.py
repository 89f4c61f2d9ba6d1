"""MetricFlow's SQL-checked cases that our language doesn't say, and why."""

UNSAID: dict[str, str] = {
    "A day of the week, a day of the year, a month of whatever year: no stretch of time.": """
        metrics/derived_metric_offset_window_and_date_part
        metrics/offset_metric_with_agg_time_dim_date_part
        metrics/simple_query_with_multiple_date_parts
        metrics/simple_distinct_query_with_date_part
    """,
    "A month before each day of a year: 29 February stands for three days of March, and what was "
    "on 30 and 31 January for none. Ours is the year that ends a month earlier, each day once.": """
        metrics/derived_metric_with_offset_window_and_offset_to_grain_and_granularity
    """,
    "The first or last day on which anything was noted within a week, whatever stood before.": """
        semi_additive_measure/semi_additive_measure_query_with_identifier_grouping_no_group_by
        semi_additive_measure/semi_additive_measure_query_with_group_by_window
    """,
    "Hours, minutes and seconds: the smallest stretch that is counted is a day.": """
        constraints/test_subdaily_time_constraint_with_metric
        constraints/test_subdaily_time_constraint_adjusted
        cumulative_metric/subdaily_cumulative_window_metric
        cumulative_metric/subdaily_cumulative_grain_to_date_metric
        metrics/simple_metric_with_sub_daily_dimension
        metrics/simple_metric_with_joined_sub_daily_dimension
        metrics/subdaily_offset_window_metric
        metrics/subdaily_offset_grain_to_date_metric
        metrics/subdaily_join_to_time_spine_metric
        metrics/subdaily_metric_defaults_to_day_granularity
        metrics/subdaily_metric_default_granularity
    """,
    "Calendars of one's own (its “alien day”).": """
        granularity/simple_metric_with_custom_granularity
        granularity/simple_metric_with_custom_granularity_and_join
        granularity/cumulative_metric_with_custom_granularity
        granularity/derived_offset_metric_with_custom_granularity
        granularity/multiple_metrics_with_custom_granularity
        granularity/simple_metric_with_custom_granularity_filter
        granularity/simple_metric_with_custom_granularity_in_filter_and_group_by
        granularity/test_simple_metric_with_multi_hop_custom_granularity
        granularity/test_offset_metric_with_custom_granularity_filter_not_in_group_by
        granularity/test_join_to_time_spine_metric_grouped_by_custom_grain
        granularity/custom_offset_window
        granularity/custom_offset_window_with_grain_and_date_part
    """,
    "The largest, the smallest, the median and percentiles: they don't add up over zones.": """
        measure_aggregations/max_agg
        measure_aggregations/min_agg
        measure_aggregations/continuous_percentile_agg
        measure_aggregations/discrete_percentile_agg
        measure_aggregations/approximate_continuous_percentile_agg
        measure_aggregations/approximate_discrete_percentile_agg
        measure_aggregations/median_agg
        measure_constraints/ratio_with_numerator_constraint_on_local_dimension
        measure_constraints/ratio_with_numerator_constraint_on_join_dimension
        metrics/min_SIMPLE
        metrics/max_SIMPLE
    """,
    "One event followed by another of the same person: no record holds both.": """
        conversion_metric/conversion_rate_metric_infinite_window
        conversion_metric/conversion_rate_metric_no_group_by
        conversion_metric/conversion_rate_metric
        conversion_metric/conversion_rate_metric_with_dimension
        conversion_metric/conversion_rate_metric_with_constant_property
        conversion_metric/conversion_rate_metric_with_constant_property_multiple_dimensions
        granularity/test_conversion_metric_with_custom_granularity
        granularity/test_windowed_conversion_metric_with_custom_granularity
        granularity/test_conversion_metric_with_custom_granularity_filter
        granularity/test_conversion_metric_with_custom_granularity_filter_not_in_group_by
    """,
    "No figure is asked for, only which values there are.": """
        constraints/test_constraints_on_joined_group_by_items
        constraints/test_subdaily_time_constraint
        dimensions/query_dimension_only
        dimensions/query_dimensions_only
        dimensions/query_dimensions_from_different_tables
        dimensions/query_time_dimension_without_granularity
        dimensions/query_non_default_time_dimension_without_granularity
        dimensions/query_dimension_with_constraint_from_diff_source
        dimensions/metric_time_only
        dimensions/metric_time_week
        dimensions/metric_time_date_part
        dimensions/metric_time_with_other_dimensions
        dimensions/query_dimensions_with_time_constraint
        dimensions/query_dimension_only_with_constraint
        dimensions/min_max_only_categorical
        dimensions/min_max_only_time
        dimensions/min_max_only_time_month
        dimensions/min_max_metric_time
        dimensions/distinct_values_query_with_metric_filter
        dimensions/sub_daily_metric_time
        dimensions/sub_daily_time_dimension
        dimensions/no_dedupe
        dimensions/saved_query_no_dedupe
        granularity/test_no_metrics_with_custom_granularity_filter
        granularity/test_no_metrics_with_custom_granularity_in_filter_and_group_by
    """,
    "Kept to records by a figure of other records (listings with more than two bookings).": """
        metrics/simple_metric_in_where_filter
        metrics/metric_with_metric_in_where_filter
        metrics/derived_metric_in_where_filter
        metrics/ratio_metric_in_where_filter
        metrics/cumulative_metric_in_where_filter
        metrics/multiple_metrics_in_where_filter
        metrics/test_metric_filter_with_local_entity_prefix
        metrics/test_filter_defined_on_ratio_metric
        metrics/test_metric_filter_with_inner_query_single_hop_join
        metrics/test_metric_filter_with_inner_query_multi_hop_join
    """,
    "Its join counts a record several times, which a declaration here refuses (`FanOut`).": """
        granularity/query_granularity_for_joined_dundered_dimension_day
        granularity/query_granularity_for_joined_dundered_dimension_month
        granularity/metrics_with_different_time_granularities_and_no_metric_time
        multi_hop_join/multihop_join
        multi_hop_join/multihop_join_two_dims_different_sources
        multi_hop_join/multihop_join_two_dims_same_source
        multi_hop_join/mixed_length_joins
    """,
    "One total times another.": """
        metrics/expr_metric
    """,
    "The first day of what a filter leaves.": """
        semi_additive_measure/semi_additive_measure_query_with_where_time_constraint
    """,
    "An average of figures of each day, or the first of them within a quarter.": """
        cumulative_metric/window_metric_with_non_default_grains
        cumulative_metric/derived_cumulative_metric_with_non_default_grains
        cumulative_metric/grain_to_date_metric_with_non_default_grains
    """,
}
