package io.ncsn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A shell script in the place of the peers' Python, and a small table for them. */
final class FakePeers {
  /** Puts the value of the option {@code $1} of a peer's command into a variable of that name. */
  private static final String OPTIONS =
      "script=$1; shift; while [ $# -gt 1 ]; do eval \"${1#--}='$2'\"; shift 2; done\n";

  private FakePeers() {}

  /**
   * Returns the variables that make the bench run the script.
   *
   * @param body shell commands; {@code $script} is the peer's script, {@code $train}, {@code
   *     $output} and so on are its options
   */
  static Map<String, String> python(Path folder, String body) throws IOException {
    Path script = folder.resolve("python");
    Files.writeString(script, "#!/bin/sh\n" + OPTIONS + body + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return Map.of(PeerEnvironment.VARIABLE, script.toString());
  }

  /** Writes rows of a number, a number with an empty cell, a text with empty cells and a target. */
  static Path table(Path file, int rows, int shift) throws IOException {
    StringBuilder text = new StringBuilder("age,pay,city,paid\n");
    for (int row = 0; row < rows; row++) {
      int code = row * 7 + shift;
      text.append(20 + code % 53).append(',');
      text.append(row == 3 ? "" : Integer.toString(code % 31)).append(',');
      text.append(row % 41 == 5 ? "" : code % 3 == 0 ? "Rome" : "Oslo").append(',');
      text.append(code % 5 < 2 ? "yes" : "no").append('\n');
    }
    return Files.writeString(file, text);
  }
}
