package io.ncsn.data.codec;

import java.util.Optional;

/**
 * A column of numbers that reaches beyond the range of a model's training rows.
 *
 * @param then the model's codec of the column
 * @param now the codec that the table would get
 */
public record RangeChange(SpreadCodec then, SpreadCodec now) {
  /** Returns the change; empty if the table's numbers are within the model's range. */
  public static Optional<RangeChange> between(ColumnCodec then, ColumnCodec now) {
    return then.ofKnownCells() instanceof SpreadCodec before
            && now.ofKnownCells() instanceof SpreadCodec after
            && (after.least() < before.least() || after.greatest() > before.greatest())
        ? Optional.of(new RangeChange(before, after))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "Column '%s' reaches from %s to %s, and the model of train.start-from from %s to %s: numbers beyond count as its ends, and samples stay within; train anew without train.start-from to learn the new range"
        .formatted(
            now.name(),
            now.map().least(),
            now.map().greatest(),
            then.map().least(),
            then.map().greatest());
  }
}
