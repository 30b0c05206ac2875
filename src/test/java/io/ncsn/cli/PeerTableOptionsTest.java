package io.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes in the options of {@code bench --peer-tables} are said before anything runs. */
class PeerTableOptionsTest {
  @TempDir private Path folder;
  private String table;

  @BeforeEach
  void writeTable() throws IOException {
    table = Files.writeString(folder.resolve("table.csv"), "a,b\n1,2\n").toString();
  }

  @Test
  void neededOptionsAreNamed() {
    String needs = ": --peer-tables needs --table, --test, --target and --output";

    assertThat(run()).contains("Cannot compare tables without --table" + needs);
    assertThat(run("--table", table)).contains("Cannot compare tables without --test" + needs);
    assertThat(run("--table", table, "--test", table)).contains("without --target" + needs);
    assertThat(run("--table", table, "--test", table, "--target", "a"))
        .contains("without --output" + needs);
  }

  @Test
  void filesMustBeHere() {
    assertThat(all("no.csv", table))
        .contains("Cannot find --table 'no.csv'; give a CSV file with a header line");
    assertThat(all(table, "no.csv")).contains("Cannot find --test 'no.csv'");
    assertThat(all("hdfs://host/t.csv", table))
        .contains("Cannot use --table 'hdfs://host/t.csv' with --peer-tables")
        .contains("give a local path");
  }

  @Test
  void numbersMustBePositive() {
    assertThat(all(table, table, "--seconds", "0"))
        .contains("Cannot train for 0.0 seconds; give more than 0 to --seconds");
    assertThat(all(table, table, "--repetitions", "0"))
        .contains("Cannot measure 0 times; give at least 1 to --repetitions");
  }

  @Test
  void otherKindsOfMeasurementAreNotCombined() {
    assertThat(all(table, table, "--growth")).contains("Cannot combine --peer-tables with --peer");
    assertThat(all(table, table, "--quick")).contains("Cannot combine --peer-tables with --peer");
  }

  private String all(String train, String test, String... more) {
    List<String> options =
        new ArrayList<>(List.of("--table", train, "--test", test, "--target", "a", "--output"));
    options.add(folder.resolve("out").toString());
    options.addAll(List.of(more));
    return run(options.toArray(String[]::new));
  }

  private static String run(String... options) {
    List<String> command = new ArrayList<>(List.of("bench", "--peer-tables"));
    command.addAll(List.of(options));
    StringWriter err = new StringWriter();
    int code =
        NcsnCommand.commandLine()
            .setErr(new PrintWriter(err))
            .execute(command.toArray(String[]::new));
    assertThat(code).as(err.toString()).isEqualTo(ExitCode.USAGE.code());
    return err.toString();
  }
}
