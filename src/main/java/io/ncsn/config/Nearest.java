package io.ncsn.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the known word that a misspelt one may have meant. */
public final class Nearest {
  private Nearest() {}

  /**
   * Returns the known word at the least edit distance (Levenshtein 1966), if it is near enough to
   * be meant: within one edit, and one more for every three letters.
   */
  public static Optional<String> of(String word, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(other -> distance(other, word)))
        .filter(other -> distance(other, word) <= 1 + word.length() / 3);
  }

  /** Returns the edit distance; case, hyphens, underscores and quotes do not count. */
  static int distance(String word, String other) {
    return LevenshteinDistance.getDefaultInstance().apply(plain(word), plain(other));
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[-_\"]", "");
  }
}
