package io.ncsn.data.plan;

import io.ncsn.config.ColumnKind;
import io.ncsn.data.codec.ColumnCodec;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.plan.KeyCounts.Bucket;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Plans a column of numbers, dates, timestamps or truth values.
 *
 * @param fit the counts of its cells, at least one
 */
record KeyColumn(Dataset<Row> table, ColumnProfile profile, Fit fit, PlanOptions options) {

  /** Refuses a column none of whose numbers has a key: samples would have empty cells for them. */
  static DataException unusable(ColumnProfile profile) {
    boolean isFloat = List.of("double", "float").contains(profile.type());
    return new DataException(
        "Cannot model column '%s': its %,d numbers %sleave it out by data.exclude"
            .formatted(
                profile.name(),
                profile.beyond(),
                isFloat
                    ? "are infinite; "
                    : "have more digits than 64 bits hold; cast it to double, or "));
  }

  ColumnPlan plan(ColumnKind asked) {
    if (asked == null) {
      return found();
    }
    return switch (asked) {
      case CATEGORY -> category();
      case BOOLEAN -> levels();
      case INTEGER -> whole();
      case ID -> made(ColumnKind.ID, "asked for", "not modelled", fit.id());
      case CONSTANT -> constant();
      default -> spread(asked, "asked for");
    };
  }

  private ColumnPlan whole() {
    if (kind() == ColumnKind.NUMBER && !profile.type().endsWith(",0)")) {
      throw new DataException(
          "Cannot take column '%s' as integer: found %s; set another kind in data.types, such as number"
              .formatted(profile.name(), grid()));
    }
    return spread(ColumnKind.INTEGER, "asked for");
  }

  private ColumnPlan found() {
    if (isConstant()) {
      return constant();
    }
    if (fit.filled() >= TextColumn.FEWEST_IDS
        && fit.nulls() == 0
        && fit.isSequence()
        && fit.step() == 1) {
      return made(ColumnKind.ID, "whole numbers in sequence", "not modelled", fit.id());
    }
    if (fit.exact() && fit.buckets().length <= options.limits().mostLevels()) {
      return levels();
    }
    return spread(kind(), different() + " different values");
  }

  private boolean isConstant() {
    return fit.nulls() == 0 && fit.least() == fit.greatest();
  }

  private ColumnPlan constant() {
    if (!isConstant()) {
      throw new DataException(
          "Cannot take column '%s' as constant: found %s different values%s, need one; set another kind in data.types"
              .formatted(profile.name(), different(), fit.nulls() > 0 ? " and nulls" : ""));
    }
    return made(ColumnKind.CONSTANT, "one value in every row", "1 level", fit.constant());
  }

  private ColumnPlan levels() {
    int levels = fit.buckets().length;
    boolean isTruth = fit.line().type().equals("boolean");
    ColumnKind kind = isTruth ? ColumnKind.BOOLEAN : ColumnKind.CATEGORY;
    return made(
        fit.line().isTime() ? kind() : kind,
        isTruth ? "boolean" : levels == 1 ? "1 value" : levels + " different values",
        levels == 1 ? "1 level" : levels + " levels",
        fit.levels());
  }

  /** Plans numbers that are only names. */
  private ColumnPlan category() {
    if (fit.exact() && fit.buckets().length <= options.limits().mostCodes()) {
      return levels();
    }
    return TextColumn.category(
        profile, "asked for", counted(), fit.nulls(), fit.line().type(), options);
  }

  private CountedLevels counted() {
    int most = options.limits().kept();
    if (!fit.exact()) {
      return new LevelCount(table, profile.name()).cells(fit.line(), most, fit.filled());
    }
    Map<UTF8String, Long> counts = new HashMap<>();
    for (Bucket bucket : fit.buckets()) {
      counts.put(UTF8String.fromString(fit.line().text(bucket.least())), bucket.count());
    }
    return CountedLevels.of(counts, most);
  }

  private ColumnPlan spread(ColumnKind kind, String why) {
    List<String> inflated =
        Arrays.stream(fit.inflated()).map(b -> fit.line().text(b.least())).toList();
    return new ColumnPlan(
        profile.name(), profile.type(), kind, why, grid(), profile.nulls(), inflated, fit.spread());
  }

  private ColumnKind kind() {
    return switch (fit.line().type().toLowerCase(Locale.ROOT)) {
      case "date" -> ColumnKind.DATE;
      case "timestamp", "timestamp_ntz" -> ColumnKind.TIMESTAMP;
      case "double", "float" -> fit.decimals() == 0 ? ColumnKind.INTEGER : ColumnKind.NUMBER;
      default -> fit.line().type().startsWith("decimal") ? ColumnKind.NUMBER : ColumnKind.INTEGER;
    };
  }

  private String different() {
    String count = String.format(Locale.ROOT, "%,d", fit.buckets().length);
    return fit.exact() ? count : "more than " + count;
  }

  /** Says from where to where the numbers are, and how far apart. */
  private String grid() {
    String range = fit.line().text(fit.least()) + " to " + fit.line().text(fit.greatest());
    String step = fit.line().isReal() ? decimals() : "";
    return range + step;
  }

  private String decimals() {
    return switch (fit.decimals()) {
      case -1 -> "";
      case 0 -> ", whole";
      case 1 -> ", 1 decimal";
      default -> ", " + fit.decimals() + " decimals";
    };
  }

  private ColumnPlan made(ColumnKind kind, String why, String values, ColumnCodec codec) {
    return new ColumnPlan(
        profile.name(), profile.type(), kind, why, values, profile.nulls(), List.of(), codec);
  }
}
