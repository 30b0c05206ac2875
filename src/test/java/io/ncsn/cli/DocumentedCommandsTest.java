package io.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.ncsn.settings.SettingOverride;
import io.ncsn.settings.SettingsReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The commands in {@code docs} name options, settings, files and tests that exist. {@code ReadmeIT}
 * runs those of the README.
 */
class DocumentedCommandsTest {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\n(.*?)^```$");
  private static final Pattern TESTS = Pattern.compile("-D(?:it\\.)?test='?([\\w*,]+)");
  private static final Pattern SCRIPT = Pattern.compile("submit/[\\w-]+(?= )");

  @TestFactory
  Stream<DynamicTest> everyCommandIsUnderstood() throws IOException {
    List<String> commands;
    try (Stream<Path> pages = Files.list(Path.of("docs"))) {
      commands =
          pages
              .filter(page -> page.toString().endsWith(".md"))
              .sorted()
              .flatMap(DocumentedCommandsTest::commands)
              .toList();
    }
    assertThat(commands).hasSizeGreaterThan(10);
    return commands.stream().map(command -> dynamicTest(command, () -> check(command)));
  }

  private static Stream<String> commands(Path page) {
    try {
      return BLOCK
          .matcher(Files.readString(page))
          .results()
          .flatMap(block -> block.group(1).replace("\\\n", " ").lines());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(String command) {
    SCRIPT.matcher(command).results().forEach(found -> assertThat(Path.of(found.group())).exists());
    TESTS
        .matcher(command)
        .results()
        .flatMap(found -> Stream.of(found.group(1).split(",")))
        .forEach(test -> assertThat(testsNamed(test)).as(test).isNotEmpty());
    if (command.startsWith("submit/ncsn ")) {
      isUnderstood(List.of(command.split(" -- ", 2)[0].strip().split("\\s+")));
    }
  }

  /** Surefire's patterns of simple class names. */
  private static List<Path> testsNamed(String pattern) {
    PathMatcher named = FileSystems.getDefault().getPathMatcher("glob:**/" + pattern + ".java");
    try (Stream<Path> tests = Files.walk(Path.of("src/test/java"))) {
      return tests.filter(named::matches).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The options parse, and the settings are valid. */
  private static void isUnderstood(List<String> words) {
    NcsnCommand.commandLine().parseArgs(words.subList(1, words.size()).toArray(String[]::new));
    Optional<String> file = after("--config", words).stream().findFirst();
    List<SettingOverride> sets =
        after("--set", words).stream().map(SettingOverride::parse).toList();
    SettingsReader reader = new SettingsReader(location -> Files.readString(Path.of(location)));
    if (words.get(1).equals("compare")) {
      reader.readComparison(file, sets);
    } else {
      reader.read(file, sets, Set.of());
    }
  }

  private static List<String> after(String option, List<String> words) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i + 1 < words.size(); i++) {
      if (words.get(i).equals(option)) {
        values.add(words.get(i + 1));
      }
    }
    return values;
  }
}
