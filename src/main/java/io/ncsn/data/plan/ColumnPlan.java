package io.ncsn.data.plan;

import io.ncsn.channels.ChannelGroup;
import io.ncsn.config.ColumnKind;
import io.ncsn.data.codec.ColumnCodec;
import java.util.List;
import java.util.Locale;

/**
 * What a column was found to be.
 *
 * @param found its Spark type in the table
 * @param why what told its kind
 * @param values how many levels it has, or the grid of its numbers
 * @param nulls number of rows without a value
 * @param inflated single numbers that fill a large part of the rows
 * @param codec how its cells are read and written
 */
public record ColumnPlan(
    String name,
    String found,
    ColumnKind kind,
    String why,
    String values,
    long nulls,
    List<String> inflated,
    ColumnCodec codec) {
  public ColumnPlan {
    inflated = List.copyOf(inflated);
  }

  /**
   * Returns this plan, which tells of cells that are not of its kind, so that their rows are bad.
   */
  ColumnPlan withBadCells(long count) {
    return count == 0 ? this : withNote(String.format(Locale.ROOT, ", %,d bad cells", count));
  }

  /** Returns this plan, which tells something more. */
  public ColumnPlan withNote(String note) {
    return new ColumnPlan(name, found, kind, why + note, values, nulls, inflated, codec);
  }

  /** Returns this plan of a column that is read and written in another way. */
  ColumnPlan with(ColumnCodec other) {
    return new ColumnPlan(name, found, kind, why, values, nulls, inflated, other);
  }

  /** Returns the number of channels. */
  public int channels() {
    return codec.groups(0).stream().mapToInt(ChannelGroup::channelWidth).sum();
  }
}
