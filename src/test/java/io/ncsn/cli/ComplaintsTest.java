package io.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each test that docs/tables.md names beside a complaint, and docs/bad-input.md beside an input, is
 * there.
 */
class ComplaintsTest {
  private static final Path TESTS = Path.of("src/test/java");
  private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+(?:Test|IT))\\.(\\w+)`");

  @ParameterizedTest
  @CsvSource({"docs/tables.md, 16", "docs/bad-input.md, 10"})
  void namedTestsExist(Path document, int fewest) throws IOException {
    List<MatchResult> named = NAMED.matcher(Files.readString(document)).results().toList();

    assertThat(named).hasSizeGreaterThan(fewest);
    for (MatchResult test : named) {
      assertThat(source(test.group(1))).contains("void " + test.group(2) + "(");
    }
  }

  private static String source(String name) throws IOException {
    try (Stream<Path> files = Files.walk(TESTS)) {
      Path file = files.filter(path -> path.endsWith(name + ".java")).findFirst().orElseThrow();
      return Files.readString(file);
    }
  }
}
