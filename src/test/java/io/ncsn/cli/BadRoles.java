package io.ncsn.cli;

import static io.ncsn.cli.BadInput.lines;
import static io.ncsn.cli.BadInput.parquet;
import static io.ncsn.cli.BadInput.settings;

import java.util.List;

/** Columns of weights, and columns that say which rows are held out. */
final class BadRoles {
  private static final String WEIGHT = "data.weight=w";
  private static final String HOLDOUT = "data.holdout-column=test";

  private BadRoles() {}

  static List<BadInput> all() {
    return List.of(
        parquet(
            "a column of weights that there is not", "select id, 1 as ww from range(9)", WEIGHT),
        parquet("weights that are dates", "select id, date'2020-01-01' as w from range(9)", WEIGHT),
        parquet(
            "weights that are null, NaN, negative and infinite",
            "select id, case id when 1 then null when 2 then double('NaN') when 4 then -1D"
                + " when 5 then double('Infinity') when 6 then -0.5D else 3D end as w from range(9)",
            WEIGHT),
        lines(
            "weights that are text and empty",
            "table.csv",
            List.of("a,w", "1,2", "2,heavy", "3,", "4,.5", "5,1e39"),
            WEIGHT),
        parquet("weights that are all 0", "select id, 0 as w from range(9)", WEIGHT),
        settings("weights among the columns", "data.columns=a,W", WEIGHT),
        settings("weights that are excluded", "data.exclude=w", WEIGHT),
        parquet(
            "a hold-out column that there is not", "select id, id > 7 as t from range(9)", HOLDOUT),
        parquet("a hold-out column of numbers", "select id, id % 2 as test from range(9)", HOLDOUT),
        parquet(
            "a hold-out column with nulls",
            "select id, if(id < 3, null, id > 7) as test from range(9)",
            HOLDOUT),
        lines(
            "a hold-out column of other words",
            "table.csv",
            List.of("a,test", "1,true", "2,False", "3,no", "4,", "5,false"),
            HOLDOUT),
        parquet("no row held out", "select id, id > 9 as test from range(9)", HOLDOUT),
        parquet("all rows held out", "select id, id < 9 as test from range(9)", HOLDOUT),
        parquet("one row left to train on", "select id, id > 0 as test from range(9)", HOLDOUT),
        parquet(
            "held-out rows of weight 0",
            "select id, id > 7 as test, if(id > 7, 0, 1) as w from range(9)",
            HOLDOUT,
            WEIGHT),
        parquet(
            "a fraction of held-out rows, which have weight 0",
            "select id, if(id < 3, 1, 0) as w from range(99)",
            WEIGHT),
        parquet(
            "held-out rows that are bad",
            "select if(id > 7, null, double(id)) as x, id > 7 as test from range(9)",
            HOLDOUT,
            "data.scale=column",
            "data.bad-rows=drop"),
        parquet(
            "training rows of weight 0",
            "select id, id < 4 as test, if(id < 4, 2, 0) as w from range(8)",
            HOLDOUT,
            WEIGHT),
        settings("a fraction and a column of held-out rows", "data.holdout=.2", HOLDOUT),
        settings("one column for both", "data.weight=Test", HOLDOUT),
        settings("a hold-out column among the columns", "data.columns=a,test", HOLDOUT));
  }
}
