package io.ncsn.channels;

import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelGroup.Plain;
import io.ncsn.channels.ChannelGroup.Spread;
import java.io.Serializable;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * The groups of channels of a row, in order. Stored rows and channel rows both hold the groups in
 * this order. Layouts of equal groups are equal.
 */
public final class ChannelLayout implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<ChannelGroup> groups;

  /** Where each group begins, and at the end the width of a row. */
  private final int[] storedOffsets;

  private final int[] channelOffsets;

  /**
   * Makes a layout.
   *
   * @param groups at least one
   */
  public ChannelLayout(List<ChannelGroup> groups) {
    this.groups = List.copyOf(groups);
    storedOffsets = offsets(this.groups, ChannelGroup::storedWidth);
    channelOffsets = offsets(this.groups, ChannelGroup::channelWidth);
    if (groups.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot make a row of 0 channel groups: at least 1 is needed");
    }
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i) instanceof Spread spread && spread.hasState()) {
        requireState(groups, i, spread);
      }
      if (groups.get(i) instanceof Spread spread && spread.isFurther()) {
        requireFirst(groups, i, spread);
      }
    }
  }

  private static int[] offsets(List<ChannelGroup> groups, ToIntFunction<ChannelGroup> width) {
    int[] offsets = new int[groups.size() + 1];
    for (int i = 0; i < groups.size(); i++) {
      offsets[i + 1] = offsets[i] + width.applyAsInt(groups.get(i));
    }
    return offsets;
  }

  private static void requireState(List<ChannelGroup> groups, int index, Spread spread) {
    boolean inside = spread.state() >= 0 && spread.state() < groups.size();
    if (!inside
        || !(groups.get(spread.state()) instanceof Codes codes)
        || spread.regular() < 0
        || spread.regular() >= codes.levels()) {
      throw new IllegalArgumentException(
          "Cannot use level "
              + spread.regular()
              + " of group "
              + spread.state()
              + " as the state of group "
              + index
              + ": it must be a level of one of the groups of codes, of "
              + groups);
    }
  }

  private static void requireFirst(List<ChannelGroup> groups, int index, Spread spread) {
    boolean before = spread.first() >= 0 && spread.first() < index && !spread.hasState();
    if (!before
        || !(groups.get(spread.first()) instanceof Spread first)
        || first.hasState()
        || first.isFurther()) {
      throw new IllegalArgumentException(
          "Cannot take group "
              + spread.first()
              + " as the first number of the cell of group "
              + index
              + ": it must be a number before it, without a state, of "
              + groups);
    }
  }

  /** Makes the layout of rows of {@code dimension} numbers that are stored as they are. */
  public static ChannelLayout plain(int dimension) {
    return new ChannelLayout(List.of(new Plain(dimension)));
  }

  public List<ChannelGroup> groups() {
    return groups;
  }

  /** Returns whether rows are stored as their channels, and have no other groups than numbers. */
  public boolean isPlain() {
    return groups.stream().allMatch(Plain.class::isInstance);
  }

  /** Returns the number of floats of a stored row. */
  public int storedWidth() {
    return storedOffset(groups.size());
  }

  /** Returns the number of channels of a row. */
  public int channelWidth() {
    return channelOffset(groups.size());
  }

  /** Returns the number of groups. */
  public int columns() {
    return groups.size();
  }

  /** Returns where the group {@code index} begins in a stored row. */
  public int storedOffset(int index) {
    return storedOffsets[index];
  }

  /** Returns where the group {@code index} begins in a row of channels. */
  public int channelOffset(int index) {
    return channelOffsets[index];
  }

  /**
   * Returns the group that stands for the cell of group {@code index}: the state of a number that
   * has one, the first number of a cell that is several, or the group itself. The groups of a cell
   * are known or unknown, given or asked for, together.
   */
  public int cell(int index) {
    if (!(groups.get(index) instanceof Spread spread)) {
      return index;
    }
    return spread.hasState() ? spread.state() : spread.isFurther() ? spread.first() : index;
  }

  /** Returns the number of cells: a number and its state are one. */
  public int cells() {
    return (int) IntStream.range(0, columns()).filter(group -> cell(group) == group).count();
  }

  /** Returns the number of levels of all categories. */
  public int levels() {
    return groups.stream()
        .filter(Codes.class::isInstance)
        .mapToInt(ChannelGroup::channelWidth)
        .sum();
  }

  /** Returns whether rows are an image and then a label, and nothing else. */
  public boolean isLabelledImage() {
    return groups.size() == 2 && groups.get(0) instanceof Plain && groups.get(1) instanceof Codes;
  }

  /**
   * Returns the layout of the groups from {@code first} on, as if there were no others.
   *
   * @throws IllegalArgumentException if one of them is a number whose state is before them
   */
  public ChannelLayout from(int first) {
    return new ChannelLayout(
        groups.subList(first, groups.size()).stream()
            .map(group -> group instanceof Spread spread ? spread.behind(first) : group)
            .toList());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChannelLayout layout && groups.equals(layout.groups);
  }

  @Override
  public int hashCode() {
    return groups.hashCode();
  }

  @Override
  public String toString() {
    return "ChannelLayout[groups=" + groups + "]";
  }
}
