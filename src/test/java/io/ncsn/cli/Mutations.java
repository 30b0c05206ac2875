package io.ncsn.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Random changes to texts, as slips, cut files and enemies make them. */
final class Mutations {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE]-?\\d+)?");
  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z-]+");
  private static final List<String> ODD =
      List.of(
          "-1",
          "0",
          "1e999",
          "1e-400",
          "99999999999999999999",
          "2147483647",
          "-2147483648",
          "9223372036854775807",
          "NaN",
          "Infinity",
          "null",
          "\"\"",
          "[]",
          "{}",
          "[[]]",
          "true",
          "\"../../etc/passwd\"",
          "\"file:///dev/null\"",
          "\"nope://x\"",
          "${HOME}",
          "${?x}",
          "${a}${a}",
          "\u0000",
          "\uFFFF",
          "\"\"\"",
          "\\",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "=",
          "+=",
          "include \"x\"",
          "include classpath(\"x\")",
          "\"java.lang.Runtime\"",
          "%s%n",
          "<script>");

  private final RandomGenerator random;

  Mutations(RandomGenerator random) {
    this.random = random;
  }

  /** One to four changes, then perhaps bytes that are no text. */
  byte[] of(String text) {
    String changed = changed(text);
    byte[] bytes = changed.getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(10) == 0 && bytes.length > 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  /** One to four changes. */
  String changed(String text) {
    String changed = text;
    for (int i = random.nextInt(4); i >= 0; i--) {
      changed = once(changed);
    }
    return changed;
  }

  private String once(String text) {
    return switch (random.nextInt(8)) {
      case 0 -> replaced(text, NUMBER);
      case 1, 2 -> replaced(text, WORD);
      case 3 -> insertedAt(text, random.nextInt(text.length() + 1));
      case 4 -> text.substring(0, random.nextInt(text.length() + 1));
      case 5 -> lines(text, lines -> Collections.swap(lines, random.nextInt(lines.size()), 0));
      case 6 -> lines(text, lines -> lines.remove(random.nextInt(lines.size())));
      default -> lines(text, lines -> lines.add(lines.get(random.nextInt(lines.size()))));
    };
  }

  private interface Change {
    void to(List<String> lines);
  }

  private static String lines(String text, Change change) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    if (!lines.isEmpty()) {
      change.to(lines);
    }
    return String.join("\n", lines);
  }

  private String replaced(String text, Pattern what) {
    List<MatchResult> found = what.matcher(text).results().toList();
    if (found.isEmpty()) {
      return text;
    }
    MatchResult one = found.get(random.nextInt(found.size()));
    return text.substring(0, one.start()) + odd() + text.substring(one.end());
  }

  private String insertedAt(String text, int at) {
    return text.substring(0, at) + odd() + text.substring(at);
  }

  private String odd() {
    return ODD.get(random.nextInt(ODD.size()));
  }
}
