package io.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ncsn.testing.LocalSpark;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command says that columns are: on the screen, and in the record of a run. */
class ColumnPlanCommandTest {
  private static final int ROWS = 420;

  @TempDir private Path folder;

  /** Shops, whose regions they decide, prices that one row of seven lacks, and days. */
  @BeforeEach
  void table() throws IOException {
    LocalSpark.session();
    List<String> lines = new ArrayList<>(List.of("shop,region,price,day"));
    for (int i = 0; i < ROWS; i++) {
      int shop = i % 13;
      String price = i % 7 == 0 ? "" : String.format(Locale.ROOT, "%.2f", i * 37 % 101 / 4.0);
      LocalDate day = LocalDate.of(2024, 2, 1).plusDays(i % 29);
      lines.add("shop %d,region %d,%s,%s".formatted(shop, shop / 5, price, day));
    }
    Files.write(folder.resolve("table.csv"), lines);
  }

  @Test
  void configShowsThePlanAsATable() {
    String said = run("config", "--plan", "--set", "data.input=" + folder.resolve("table.csv"));

    assertThat(said.lines().map(line -> line.replaceAll(" {2,}", " | ")))
        .containsExactly(
            "column | type | kind | why | values | nulls | inflated | channels",
            "shop | string | category | text | 13 levels | - | - | 13",
            "region | string | category | text | 3 levels | - | - | 3",
            "price | string | number | 101 different values | 0.0 to 25.0, 2 decimals | 60 | - | 3",
            "day | string | date | 29 different values | 2024-02-01 to 2024-02-29 | - | - | 1",
            "rule: region by shop");
  }

  @Test
  void theRecordOfARunHasThePlanAndTheRules() throws IOException {
    List<String> line =
        List.of(
            "data.input=" + folder.resolve("table.csv"),
            "network.hidden=3",
            "train.max-rounds=1",
            "train.max-seconds=none",
            "train.averaging-frequency=1",
            "train.replicas=1",
            "train.calibration-rows=0");
    run(
        Stream.concat(
                Stream.of("train", "--output", folder.resolve("out").toString()),
                line.stream().flatMap(set -> Stream.of("--set", set)))
            .toArray(String[]::new));

    JsonNode record = new ObjectMapper().readTree(folder.resolve("out/run.json").toFile());
    JsonNode price = record.path("data.plan").path(2);
    assertThat(record.path("data.plan").findValuesAsText("column"))
        .containsExactly("shop", "region", "price", "day");
    assertThat(record.path("data.plan").findValuesAsText("kind"))
        .containsExactly("category", "category", "number", "date");
    assertThat(price.path("nulls").asInt()).isEqualTo(ROWS / 7);
    assertThat(price.path("channels").asInt()).isEqualTo(3);
    assertThat(record.path("data.rules")).hasSize(1);
    assertThat(record.path("data.rules").path(0).asText()).isEqualTo("region by shop");
  }

  private static String run(String... line) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        NcsnCommand.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(line);
    assertThat(code).as(err.toString()).isZero();
    return out.toString();
  }
}
