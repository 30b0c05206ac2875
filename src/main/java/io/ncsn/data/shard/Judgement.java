package io.ncsn.data.shard;

import io.ncsn.config.DataSettings;
import io.ncsn.config.DataSettings.BadRows;
import io.ncsn.config.DataSettings.Format;
import io.ncsn.config.RowRoles;
import io.ncsn.data.codec.BadRowReason;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.TableSchema.Layout;
import io.ncsn.data.read.CsvDialect;
import io.ncsn.data.read.Features;
import java.util.Map;
import java.util.Optional;

/** Decides by the census whether a table can be trained on, and says what would help if not. */
final class Judgement {
  private static final int LEAST_ROWS = 2;

  private final Census census;
  private final DataSettings settings;
  private final Features features;
  private final boolean mixed;

  private Judgement(Census census, DataSettings settings, Features features, boolean mixed) {
    this.census = census;
    this.settings = settings;
    this.features = features;
    this.mixed = mixed;
  }

  /**
   * Requires rows to train on, and none that are bad unless these may be left out.
   *
   * @param mixed whether all kinds of columns are modelled
   * @throws DataException if there are not
   */
  static void requireGood(Census census, DataSettings settings, Features features, boolean mixed) {
    Judgement judgement = new Judgement(census, settings, features, mixed);
    if (settings.badRows() == BadRows.FAIL && census.badRows().total() > 0) {
      throw judgement.bad();
    }
    if (census.train().total() < LEAST_ROWS) {
      throw judgement.tooFew();
    }
  }

  /** Returns why no row can be held out of training. */
  static DataException noneHeldOut(Census census, DataSettings settings, boolean repeated) {
    RowRoles roles = settings.roles();
    Optional<String> column = roles.holdoutColumn().map(name -> "data.holdout-column = " + name);
    String counted = repeated ? " and " + weight(settings) + " counts" : "";
    String good =
        repeated && census.badRows().total() == 0
            ? "weights that are not so far below the mean"
            : "cells that can be read";
    String mend =
        column.isPresent()
            ? "give them " + good + ", or leave data.holdout-column out"
            : "raise data.holdout, give more rows, or set data.holdout = 0";
    return new DataException(
        "Cannot hold out rows of data.input '%s': found none that %s holds out%s (%s), need some; %s"
            .formatted(
                settings.input(),
                column.orElse("data.holdout = " + roles.holdout()),
                counted,
                census.badRows().summary(),
                mend));
  }

  private static String weight(DataSettings settings) {
    return "data.weight = " + settings.roles().weight().orElseThrow();
  }

  private DataException bad() {
    BadRowReport bad = census.badRows();
    long good = census.train().total() + census.holdout().total();
    boolean dropHelps = good >= LEAST_ROWS && good >= bad.total();
    String mend =
        dropHelps
            ? "mend them" + nulls() + texts() + ", or set data.bad-rows to drop or quarantine"
            : "mend them"
                + nulls()
                + texts()
                + fault(good)
                + "; without them "
                + rows(good)
                + " would be left";
    return new DataException(
        "Cannot use data.input '%s': found %s, need none; %s%s%s"
            .formatted(settings.input(), bad.summary(), mend, quotes(), examples()));
  }

  private DataException tooFew() {
    long train = census.train().total();
    long holdout = census.holdout().total();
    String more =
        settings.roles().weight().isPresent()
            ? "give more rows that " + weight(settings) + " counts"
            : "give more rows";
    String mend = more;
    if (holdout > 0) {
      mend =
          settings.roles().holdoutColumn().isPresent()
              ? "hold out fewer rows by data.holdout-column, or " + more
              : "lower data.holdout or " + more;
    } else if (census.badRows().total() > 0) {
      mend = "mend the bad rows" + fault(train);
    }
    return new DataException(
        "Cannot train on data.input '%s': found %s to train on (%d held out, %s), need at least 2; %s%s%s"
            .formatted(
                settings.input(),
                rows(train),
                holdout,
                census.badRows().summary(),
                mend,
                quotes(),
                examples()));
  }

  /** Names the setting by which empty cells are data, if there are some and it is not in force. */
  private String nulls() {
    boolean helps =
        !mixed
            && features.layout() == Layout.COLUMNS
            && census.badRows().counts().containsKey(BadRowReason.NULL);
    return helps ? ", set data.scale = quantile, which models empty cells" : "";
  }

  /**
   * Names the settings by which texts such as NA are empty cells, and those such as 12B are levels.
   * A table of numbers becomes a mixed one by the latter, so there it must be likely.
   */
  private String texts() {
    BadRowReport bad = census.badRows();
    long texts = bad.counts().getOrDefault(BadRowReason.TEXT, 0L);
    long all = census.train().total() + census.holdout().total() + bad.total();
    boolean helps = mixed ? texts > 0 : features.layout() == Layout.COLUMNS && 4 * texts > all;
    if (!helps) {
      return "";
    }
    String nulls = mixed ? ", set data.null-values to the texts that stand for empty cells" : "";
    return nulls
        + census.badByColumn().entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(entry -> features.cellName(entry.getKey()))
            .map(", set data.types { %s = category } (or id) if its cells are names"::formatted)
            .orElse("");
  }

  /** Points to the column that spoils most rows, if leaving it out would help. */
  private String fault(long good) {
    return census.badByColumn().entrySet().stream()
        .filter(entry -> features.fields().size() > 1 && entry.getValue() > good)
        .max(Map.Entry.comparingByValue())
        .map(
            entry ->
                ", or leave out column '%s' by data.exclude, which spoils %s"
                    .formatted(features.cellName(entry.getKey()), rows(entry.getValue())))
        .orElse("");
  }

  private String quotes() {
    boolean malformed = census.badRows().counts().containsKey(BadRowReason.MALFORMED);
    return malformed && features.source().format() == Format.CSV
        ? CsvDialect.hint(census.badRows().examples())
        : "";
  }

  private String examples() {
    BadRowReport bad = census.badRows();
    return bad.total() == 0 ? "" : ". Examples:\n  " + String.join("\n  ", bad.examples());
  }

  private static String rows(long count) {
    return count == 1 ? "1 row" : count + " rows";
  }
}
