package io.ncsn.config;

import java.util.Comparator;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The keys of {@code reference.conf}, and which of them a misspelt one may have meant. */
public final class KnownKeys {
  /** A name in another section must be this much nearer, in half edits. */
  private static final int OTHER_SECTION = 5;

  private final SortedSet<String> keys;

  public KnownKeys(Set<String> keys) {
    this.keys = new TreeSet<>(keys);
  }

  public boolean contains(String key) {
    return keys.contains(key);
  }

  /**
   * The known key at the least edit distance (Levenshtein 1966), of the whole key or of its last
   * part, whichever is nearer; case, hyphens and underscores do not count, and the first in
   * alphabetical order wins a tie.
   */
  public String nearest(String unknown) {
    boolean isSection = keys.stream().anyMatch(known -> section(known).equals(unknown + "."));
    return keys.stream()
        .filter(known -> !isSection || section(known).equals(unknown + "."))
        .min(Comparator.comparingInt(known -> distance(unknown, known)))
        .orElseThrow();
  }

  private static int distance(String unknown, String known) {
    int whole = Nearest.distance(unknown, known);
    int name = Nearest.distance(lastPart(unknown), lastPart(known));
    boolean otherSection = !section(unknown).equals(section(known));
    return 2 * Math.min(whole, name) + (otherSection ? OTHER_SECTION : 0);
  }

  private static String lastPart(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  private static String section(String key) {
    return key.substring(0, key.lastIndexOf('.') + 1);
  }
}
