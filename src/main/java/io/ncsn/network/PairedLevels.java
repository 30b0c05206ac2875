package io.ncsn.network;

import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The levels that a pair matrix is of: those of all columns, or of the columns with the fewest. */
public final class PairedLevels {
  private PairedLevels() {}

  /**
   * Returns the groups of codes that take part: those with the fewest codes, as long as all of them
   * have no more than {@code most}. Of equally many codes, earlier groups come first.
   */
  public static List<Integer> fewest(ChannelLayout layout, int most) {
    List<Integer> byCodes = new ArrayList<>(categories(layout).boxed().toList());
    byCodes.sort(Comparator.comparingInt(group -> codes(layout, group)));
    List<Integer> chosen = new ArrayList<>();
    int sum = 0;
    for (int group : byCodes) {
      sum += codes(layout, group);
      if (sum > most) {
        break;
      }
      chosen.add(group);
    }
    return chosen.stream().sorted().toList();
  }

  /** Returns whether the groups are some of the groups of codes, but not all, ascending. */
  static boolean areSome(List<Integer> groups, ChannelLayout layout) {
    Set<Integer> all = categories(layout).boxed().collect(Collectors.toSet());
    return groups.size() < all.size()
        && all.containsAll(groups)
        && groups.equals(groups.stream().distinct().sorted().toList());
  }

  /** Returns the levels of the groups by their numbers among all levels; all, if empty. */
  static int[] of(List<Integer> groups, ChannelLayout layout) {
    Set<Integer> some = Set.copyOf(groups);
    IntStream.Builder levels = IntStream.builder();
    int first = 0;
    for (int group : categories(layout).toArray()) {
      int end = first + codes(layout, group);
      if (some.isEmpty() || some.contains(group)) {
        IntStream.range(first, end).forEach(levels);
      }
      first = end;
    }
    return levels.build().toArray();
  }

  /** Returns the groups of codes. */
  public static IntStream categories(ChannelLayout layout) {
    return IntStream.range(0, layout.columns())
        .filter(group -> layout.groups().get(group) instanceof Codes);
  }

  private static int codes(ChannelLayout layout, int group) {
    return layout.groups().get(group).channelWidth();
  }
}
