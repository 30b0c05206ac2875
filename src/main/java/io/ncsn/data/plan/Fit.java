package io.ncsn.data.plan;

import io.ncsn.data.codec.ColumnCodec;
import io.ncsn.data.codec.ConstantCodec;
import io.ncsn.data.codec.GridMap;
import io.ncsn.data.codec.IdCodec;
import io.ncsn.data.codec.LevelCodec;
import io.ncsn.data.codec.NumberLine;
import io.ncsn.data.codec.NumberMap;
import io.ncsn.data.codec.SpreadCodec;
import io.ncsn.data.plan.KeyCounts.Bucket;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes codecs of counted keys.
 *
 * @param buckets the counts in the order of the keys, not empty
 * @param exact whether each different key is counted for itself
 * @param step the distance of which all distances between keys are multiples; 0 if there is none
 * @param decimals decimals of floating-point numbers; −1 if they have too many
 * @param nulls number of nulls that are a state of their own
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record Fit(
    String name,
    NumberLine line,
    Bucket[] buckets,
    boolean exact,
    double step,
    int decimals,
    long nulls,
    PlanOptions options) {

  static Fit of(String name, KeyProfile profile, long nulls, PlanOptions options) {
    return new Fit(
        name,
        profile.line(),
        profile.buckets(),
        profile.isExact(),
        profile.step(),
        profile.decimals(),
        nulls,
        options);
  }

  /** Returns the same counts as cells of a type of whole numbers or decimals. */
  Fit as(String type) {
    NumberLine other = new NumberLine(type);
    if (other.equals(line)) {
      return this;
    }
    Bucket[] cells =
        Arrays.stream(buckets)
            .map(b -> new Bucket(moved(b.least(), other), moved(b.greatest(), other), b.count()))
            .toArray(Bucket[]::new);
    return new Fit(name, other, cells, exact, Math.max(1, step), 0, nulls, options);
  }

  private long moved(long key, NumberLine other) {
    return other.nearest(line.number(key) * other.unit());
  }

  long least() {
    return buckets[0].least();
  }

  long greatest() {
    return buckets[buckets.length - 1].greatest();
  }

  /** Returns how many cells were counted. */
  long filled() {
    return Arrays.stream(buckets).mapToLong(Bucket::count).sum();
  }

  /** Returns whether every cell is the one before plus 1. */
  boolean isSequence() {
    return !line.isTime()
        && greatest() - least() == filled() - 1
        && Arrays.stream(buckets).allMatch(b -> b.greatest() - b.least() == b.count() - 1);
  }

  ColumnCodec id() {
    long next = line.isReal() ? line.nearest(line.number(greatest()) + 1) : greatest() + 1;
    return new IdCodec(name, line.type(), line.text(next), 0);
  }

  ColumnCodec constant() {
    return new ConstantCodec(name, line.type(), line.text(least()));
  }

  ColumnCodec levels() {
    Bucket[] byCount = buckets.clone();
    Arrays.sort(byCount, (a, b) -> Long.compare(b.count(), a.count()));
    List<String> values = Arrays.stream(byCount).map(b -> line.text(b.least())).toList();
    double rows = filled() + nulls;
    double[] shares = Arrays.stream(byCount).mapToDouble(b -> b.count() / rows).toArray();
    return new LevelCodec(name, line.type(), values, nulls > 0, withNull(shares, rows));
  }

  private double[] withNull(double[] shares, double rows) {
    if (nulls == 0) {
      return shares;
    }
    double[] all = Arrays.copyOf(shares, shares.length + 1);
    all[shares.length] = nulls / rows;
    return all;
  }

  /** Returns the single keys that fill a large part of the rows, if they leave others. */
  Bucket[] inflated() {
    double most = options.limits().stateShare() * (filled() + nulls);
    Bucket[] large =
        Arrays.stream(buckets)
            .filter(b -> b.isSingle() && b.count() >= most)
            .toArray(Bucket[]::new);
    return large.length == buckets.length ? new Bucket[0] : large;
  }

  ColumnCodec spread() {
    Bucket[] inflated = inflated();
    List<Bucket> apart = List.of(inflated);
    Bucket[] regular =
        Arrays.stream(buckets).filter(b -> !apart.contains(b)).toArray(Bucket[]::new);
    double rows = filled() + nulls;
    double regularRows = Arrays.stream(regular).mapToLong(Bucket::count).sum();
    double[] shares = {};
    if (nulls > 0 || inflated.length > 0) {
      shares =
          Stream.concat(Stream.of(regularRows), apart.stream().map(b -> (double) b.count()))
              .mapToDouble(count -> count / rows)
              .toArray();
      shares = withNull(shares, rows);
    }
    List<String> states = apart.stream().map(b -> line.text(b.least())).toList();
    return new SpreadCodec(name, line.type(), states, nulls > 0, shares, map(regular));
  }

  private NumberMap map(Bucket[] regular) {
    if (exact && regular.length <= options.limits().mostGrid()) {
      return GridMap.of(
          line,
          Arrays.stream(regular).mapToLong(Bucket::least).toArray(),
          Arrays.stream(regular).mapToLong(Bucket::count).toArray());
    }
    return new KnotFit(line, regular, step, decimals, options.limits().quantiles()).map();
  }

  /** Returns the distribution of all cells, of which none are states. */
  NumberMap map() {
    return map(buckets);
  }
}
