package io.ncsn.network;

import io.ncsn.channels.ChannelGroup;
import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelGroup.Spread;
import io.ncsn.channels.ChannelLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The channels of a layout sorted into numbers and levels, which is the order of the network's
 * inputs and outputs. Number j and level k count from 0 over all groups.
 */
final class MixedChannels {
  /** Least frequency of a level, whose logarithm must be finite. */
  private static final double LEAST_FREQUENCY = 1e-8;

  /** Least variance by which a level's input is scaled. */
  private static final double LEAST_VARIANCE = 0.01;

  /** Least entropy by which a category's loss is divided. */
  private static final double LEAST_ENTROPY = 0.05;

  /** The channel of each number, its group, and its cell's flag. */
  final int[] numberChannel;

  final int[] numberGroup;
  final int[] numberCell;

  /** The level at which each number applies, and its channel; −1 if the number always applies. */
  final int[] numberGate;

  final int[] numberGateChannel;

  /** The group of each category, its flag, its first channel, its first level and its size. */
  final int[] codeGroup;

  final int[] codeCell;
  final int[] codeChannel;
  final int[] codeStart;
  final int[] codeSize;

  /** The channel of each level, and its cell's flag. */
  final int[] levelChannel;

  final int[] levelCell;

  /** The factor of each category's cross-entropy in the loss. */
  final double[] codeWeight;

  /** π and ln π of each level, and the factor of its input. */
  final double[] prior;

  final double[] logPrior;
  final double[] scale;

  /** Number of groups, and of terms of a row's loss: the numbers and the categories. */
  final int groups;

  final int terms;

  /** The flag of each group's cell, and the number of cells. */
  final int[] cell;

  final int cells;

  /** Width of a row of channels. */
  final int width;

  MixedChannels(ChannelLayout layout) {
    groups = layout.columns();
    width = layout.channelWidth();
    cell = cells(layout);
    cells = 1 + Arrays.stream(cell).max().orElseThrow();
    Sorted sorted = Sorted.of(layout);
    numberGroup = column(sorted.numbers(), 0);
    numberChannel = column(sorted.numbers(), 1);
    numberGate = column(sorted.numbers(), 2);
    numberCell = flags(numberGroup);
    codeGroup = column(sorted.codes(), 0);
    codeChannel = column(sorted.codes(), 1);
    codeStart = column(sorted.codes(), 2);
    codeSize = column(sorted.codes(), 3);
    codeCell = flags(codeGroup);
    levelChannel = perLevel(codeChannel, 1, sorted.shares().size());
    levelCell = perLevel(codeCell, 0, sorted.shares().size());
    numberGateChannel =
        Arrays.stream(numberGate).map(level -> level < 0 ? level : levelChannel[level]).toArray();
    codeWeight =
        Arrays.stream(codeGroup)
            .mapToDouble(group -> 1 / Math.max(entropy(layout, group), LEAST_ENTROPY))
            .toArray();
    terms = sorted.numbers().size() + sorted.codes().size();
    logPrior =
        sorted.shares().stream()
            .mapToDouble(share -> Math.log(Math.max(share, LEAST_FREQUENCY)))
            .toArray();
    prior = Arrays.stream(logPrior).map(Math::exp).toArray();
    scale =
        Arrays.stream(prior)
            .map(p -> 1 / Math.sqrt(Math.max(p * (1 - p), LEAST_VARIANCE)))
            .toArray();
  }

  /**
   * The groups of a layout, sorted.
   *
   * @param numbers the group, the channel and the gate of each number
   * @param codes the group, the first channel, the first level and the size of each category
   * @param shares the frequency of each level
   */
  private record Sorted(List<int[]> numbers, List<int[]> codes, List<Double> shares) {
    static Sorted of(ChannelLayout layout) {
      Sorted sorted = new Sorted(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      int[] start = starts(layout);
      for (int group = 0; group < layout.columns(); group++) {
        int channel = layout.channelOffset(group);
        if (layout.groups().get(group) instanceof Codes category) {
          sorted.codes.add(new int[] {group, channel, start[group], category.levels()});
          Arrays.stream(category.frequencies()).forEach(sorted.shares::add);
        } else {
          int gate = gate(layout.groups().get(group), start);
          for (int j = 0; j < layout.groups().get(group).channelWidth(); j++) {
            sorted.numbers.add(new int[] {group, channel + j, gate});
          }
        }
      }
      return sorted;
    }

    /** Returns the first level of each group of codes. */
    private static int[] starts(ChannelLayout layout) {
      int[] start = new int[layout.columns()];
      int level = 0;
      for (int group = 0; group < start.length; group++) {
        start[group] = level;
        level += layout.groups().get(group) instanceof Codes codes ? codes.levels() : 0;
      }
      return start;
    }

    private static int gate(ChannelGroup group, int[] start) {
      return group instanceof Spread spread && spread.hasState()
          ? start[spread.state()] + spread.regular()
          : -1;
    }
  }

  int numbers() {
    return numberChannel.length;
  }

  int levels() {
    return prior.length;
  }

  int categories() {
    return codeGroup.length;
  }

  /** Returns for each channel its place among the network's outputs: numbers, then levels. */
  int[] outputOfChannel() {
    int[] places = new int[width];
    for (int j = 0; j < numbers(); j++) {
      places[numberChannel[j]] = j;
    }
    for (int k = 0; k < levels(); k++) {
      places[levelChannel[k]] = numbers() + k;
    }
    return places;
  }

  private int[] perLevel(int[] first, int step, int levels) {
    int[] found = new int[levels];
    for (int code = 0; code < first.length; code++) {
      for (int k = 0; k < codeSize[code]; k++) {
        found[codeStart[code] + k] = first[code] + k * step;
      }
    }
    return found;
  }

  private int[] flags(int[] group) {
    return Arrays.stream(group).map(index -> cell[index]).toArray();
  }

  private static int[] cells(ChannelLayout layout) {
    int[] cells = new int[layout.columns()];
    int next = 0;
    for (int group = 0; group < cells.length; group++) {
      if (layout.cell(group) == group) {
        cells[group] = next++;
      }
    }
    for (int group = 0; group < cells.length; group++) {
      cells[group] = cells[layout.cell(group)];
    }
    return cells;
  }

  private static double entropy(ChannelLayout layout, int group) {
    return ((Codes) layout.groups().get(group)).entropy();
  }

  private static int[] column(List<int[]> rows, int column) {
    return rows.stream().mapToInt(row -> row[column]).toArray();
  }
}
