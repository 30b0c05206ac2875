package io.ncsn.data.codec;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The form of texts of which each row has its own. In the pattern, {@code 9} stands for a digit,
 * {@code f} for a hexadecimal digit, {@code a} for a small letter, {@code A} for a capital, and a
 * backslash before any other character for the character itself.
 *
 * @param pattern the pattern; empty if the texts have no common form
 */
public record IdPattern(String pattern) implements Serializable {
  private static final char LITERAL = '\\';
  private static final Map<Character, String> CLASSES =
      new TreeMap<>(
          Map.of(
              '9', "0123456789",
              'A', "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
              'a', "abcdefghijklmnopqrstuvwxyz",
              'f', "0123456789abcdef"));

  /** Finds the pattern of some texts. */
  public static IdPattern of(Collection<String> texts) {
    List<String> all = List.copyOf(texts);
    int length = all.isEmpty() ? 0 : all.get(0).length();
    StringBuilder pattern = new StringBuilder();
    for (int i = 0; i < length; i++) {
      int at = i;
      if (all.stream().anyMatch(text -> text.length() != length)) {
        return new IdPattern("");
      }
      char first = all.get(0).charAt(i);
      if (all.stream().allMatch(text -> text.charAt(at) == first)) {
        pattern.append(LITERAL).append(first);
        continue;
      }
      List<Character> fitting =
          CLASSES.entrySet().stream()
              .filter(e -> all.stream().allMatch(t -> e.getValue().indexOf(t.charAt(at)) >= 0))
              .map(Map.Entry::getKey)
              .toList();
      if (fitting.isEmpty()) {
        return new IdPattern("");
      }
      pattern.append(fitting.get(0).charValue());
    }
    return new IdPattern(pattern.toString());
  }

  /** Returns the text of a number from 0. Different numbers have different texts. */
  String text(long number) {
    if (pattern.isEmpty()) {
      return Long.toString(number);
    }
    StringBuilder reversed = new StringBuilder();
    long rest = number;
    for (int i = pattern.length() - 1; i >= 0; i--) {
      if (i > 0 && pattern.charAt(i - 1) == LITERAL) {
        reversed.append(pattern.charAt(i));
        i--;
      } else {
        String set = CLASSES.get(pattern.charAt(i));
        reversed.append(set.charAt((int) (rest % set.length())));
        rest /= set.length();
      }
    }
    return reversed.reverse() + (rest == 0 ? "" : "-" + rest);
  }
}
