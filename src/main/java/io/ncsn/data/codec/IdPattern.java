package io.ncsn.data.codec;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The form of texts of which each row has its own. In the pattern, {@code 9} stands for a digit,
 * {@code f} for a hexadecimal digit, {@code a} for a small letter, {@code A} for a capital, and a
 * backslash before any other character for the character itself.
 */
public final class IdPattern implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final char LITERAL = '\\';
  private static final Map<Character, String> CLASSES =
      new TreeMap<>(
          Map.of(
              '9', "0123456789",
              'A', "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
              'a', "abcdefghijklmnopqrstuvwxyz",
              'f', "0123456789abcdef"));

  private final String pattern;

  /** The characters that each place of a text may have. */
  private final List<String> places = new ArrayList<>();

  /**
   * Makes a pattern.
   *
   * @param pattern the pattern; empty if the texts have no common form
   */
  IdPattern(String pattern) {
    this.pattern = pattern;
    for (int i = 0; i < pattern.length(); i++) {
      boolean isLiteral = pattern.charAt(i) == LITERAL;
      places.add(isLiteral ? pattern.substring(++i, i + 1) : CLASSES.get(pattern.charAt(i)));
    }
  }

  public String pattern() {
    return pattern;
  }

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

  /** Returns the number from 0 that {@link #text} makes this text of; −1 if there is none. */
  public long number(String text) {
    if (text.length() < places.size()) {
      return -1;
    }
    try {
      long number = 0;
      long capacity = 1;
      for (int i = 0; i < places.size(); i++) {
        int digit = places.get(i).indexOf(text.charAt(i));
        if (digit < 0) {
          return -1;
        }
        number = Math.addExact(Math.multiplyExact(number, places.get(i).length()), digit);
        capacity = Math.multiplyExact(capacity, places.get(i).length());
      }
      String rest =
          text.substring(Math.min(text.length(), places.isEmpty() ? 0 : places.size() + 1));
      long rounds = rest.isEmpty() ? 0 : Long.parseLong(rest);
      long found = Math.addExact(number, Math.multiplyExact(rounds, capacity));
      return rounds >= 0 && text(found).equals(text) ? found : -1;
    } catch (ArithmeticException | NumberFormatException e) {
      return -1; // it is beyond all numbers, or none
    }
  }

  /** Returns the text of a number from 0. Different numbers have different texts. */
  String text(long number) {
    if (places.isEmpty()) {
      return Long.toString(number);
    }
    StringBuilder reversed = new StringBuilder();
    long rest = number;
    for (int i = places.size() - 1; i >= 0; i--) {
      int length = places.get(i).length();
      reversed.append(places.get(i).charAt((int) (rest % length)));
      rest /= length;
    }
    return reversed.reverse() + (rest == 0 ? "" : "-" + rest);
  }
}
