package io.ncsn.data.shard;

import io.ncsn.config.ConfigException;
import io.ncsn.data.codec.ColumnCodec;
import io.ncsn.data.codec.ConstantCodec;
import io.ncsn.data.codec.IdCodec;
import io.ncsn.data.codec.RangeChange;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.Scaler;
import io.ncsn.data.codec.TableSchema;
import io.ncsn.data.codec.TextAsNumbers;
import io.ncsn.data.codec.VectorCodec;
import io.ncsn.data.plan.ColumnPlan;
import io.ncsn.data.plan.TablePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The columns of an earlier model, by which a table is read for a training that starts from it.
 *
 * @param place where the model is, for messages
 * @param id tells the model from others
 * @param codec how it reads rows
 */
public record EarlierColumns(String place, String id, RowCodec codec) {
  private static final Logger LOG = LoggerFactory.getLogger(EarlierColumns.class);
  private static final String WHY = "train.start-from";

  /**
   * Checks that the model is of the kind that the table would get.
   *
   * @throws ConfigException if one of the two takes all columns as numbers, and the other does not
   */
  void requireKind(boolean mixed) {
    if (mixed == codec.hasOnlyNumbers()) {
      throw refusal(
          mixed
              ? "its model takes all columns as numbers, and the table would be modelled with all kinds of columns; set data.scale = column"
              : "its model is of all kinds of columns, and the table would be modelled as numbers; set data.scale = quantile");
    }
  }

  /**
   * Returns the columns of the model, where the table has the same.
   *
   * @param found the table's columns
   * @param scaler the table's own means, of which those of constants must be the model's
   * @throws ConfigException if the table has others
   */
  TableSchema schema(TableSchema found, Scaler scaler) {
    TableSchema then = codec.schema();
    if (found.layout() != then.layout() || !found.features().equals(then.features())) {
      throw refusal("its model reads other columns; name the same ones by data.features");
    }
    requireNames(found.columns().stream().map(TableSchema.Column::name).toList());
    for (int c = 0; c < found.columns().size(); c++) {
      TableSchema.Column now = found.columns().get(c);
      TableSchema.Column before = then.columns().get(c);
      requireType(now.name(), before.type(), now.type());
      boolean other = !now.constant() || scaler.mean()[c] != codec.scaler().mean()[c];
      requireConstant(now.name(), before.constant() && other);
    }
    return then;
  }

  /**
   * Returns the plan of the table with the codecs of the model. Numbers beyond the model's range
   * are said.
   *
   * @throws ConfigException if the table has other columns
   */
  TablePlan plan(TablePlan found) {
    requireNames(found.columns().stream().map(ColumnPlan::name).toList());
    List<ColumnPlan> columns = new ArrayList<>();
    for (int c = 0; c < found.columns().size(); c++) {
      ColumnPlan now = found.columns().get(c);
      ColumnCodec before = codec.columns().get(c);
      boolean isText = TextAsNumbers.are(before, now.codec());
      if (!isText) {
        requireType(now.name(), before.type(), now.codec().type());
      }
      requireLength(before, now.codec());
      requireConstant(
          now.name(), before instanceof ConstantCodec && !isText && !before.equals(now.codec()));
      if (before instanceof IdCodec != now.codec() instanceof IdCodec) {
        throw refusal(
            "column '%s' is an id in one of the two and not in the other; exclude it by data.exclude, or train anew without train.start-from"
                .formatted(now.name()));
      }
      if (isText) {
        LOG.info("Text of column '{}' is read as {}, as the model's", now.name(), before.type());
      } else {
        RangeChange.between(before, now.codec()).ifPresent(change -> LOG.warn("{}", change));
      }
      columns.add(
          new ColumnPlan(
              now.name(),
              now.found(),
              now.kind(),
              WHY,
              now.values(),
              now.nulls(),
              now.inflated(),
              before));
    }
    return new TablePlan(found.rows(), columns);
  }

  private void requireNames(List<String> now) {
    List<String> then = codec.columns().stream().map(ColumnCodec::name).toList();
    if (now.equals(then)) {
      return;
    }
    List<String> gone = then.stream().filter(name -> !now.contains(name)).toList();
    List<String> added = now.stream().filter(name -> !then.contains(name)).toList();
    String change =
        gone.isEmpty() && added.isEmpty()
            ? "the columns stand in another order"
            : IntStream.of(0, 1)
                .filter(i -> !(i == 0 ? gone : added).isEmpty())
                .mapToObj(i -> i == 0 ? "columns are gone " + gone : "columns are new " + added)
                .reduce((a, b) -> a + ", and " + b)
                .orElseThrow();
    throw refusal(
        change
            + "; choose the model's columns by data.columns, or train anew without train.start-from");
  }

  private void requireType(String column, String then, String now) {
    if (!then.equals(now)) {
      throw refusal(
          "column '%s' was %s and is %s; %s, or train anew without train.start-from"
              .formatted(column, then, now, remedy(column, then, now)));
    }
  }

  private static String remedy(String column, String then, String now) {
    if (!now.equals("string")) {
      return "cast it in data.query";
    }
    String kind =
        then.startsWith("timestamp") ? "timestamp" : then.equals("date") ? then : "number";
    return "set data.types.%s = %s if its text is that, so that other text is bad"
        .formatted(column, kind);
  }

  private void requireLength(ColumnCodec then, ColumnCodec now) {
    if (then.ofKnownCells() instanceof VectorCodec before
        && now.ofKnownCells() instanceof VectorCodec after
        && before.length() != after.length()) {
      throw refusal(
          "column '%s' had vectors of %d numbers and has %d; exclude it by data.exclude, or train anew without train.start-from"
              .formatted(now.name(), before.length(), after.length()));
    }
  }

  private void requireConstant(String column, boolean changed) {
    if (changed) {
      throw refusal(
          "column '%s' was constant and has other values now; exclude it by data.exclude, or train anew without train.start-from"
              .formatted(column));
    }
  }

  private ConfigException refusal(String why) {
    return new ConfigException("Cannot start from '%s': %s".formatted(place, why));
  }
}
