package io.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.testing.LocalSpark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole pipeline of a table with a text column of very many levels, in a process with little
 * memory: a matrix of levels × levels would take 1.6 GB, and one of levels × rows 16 GB.
 */
class ManyLevelsIT {
  private static final int ROWS = 200_003;
  private static final int LEVELS = 20_011;
  private static final int SAMPLES = 20_011;

  /** Level 0 stands in as many rows as this, and each other one in about 9. */
  private static final int FREQUENT = 20_000;

  /** Levels with a code of their own: docs/tables.md. */
  private static final int CODED = 255;

  /** Spark's least is 450 MB. */
  private static final List<String> MEMORY = List.of("-Xmx640m", "-Dspark.master=local[2]");

  @TempDir private Path folder;

  @BeforeEach
  void table() {
    LocalSpark.session()
        .range(0, ROWS, 1, 3)
        .selectExpr(
            "format_string('customer ü-%05d', if(id < 20000, 0, id % 20011)) as customer",
            "if(id % 11 = 0, null, array('retail', 'online', 'none')[cast(id % 3 as int)]) as kind",
            "cast(id % 997 / 100.0 as decimal(9, 2)) as cents",
            "date_add(date '2019-02-27', cast(id * 7 % 1201 as int)) as day",
            "sin(id) * 40 as number")
        .write()
        .parquet(path("table"));
  }

  @Test
  void aPipelineNeedsLittleMemory() throws Exception {
    run(
        "pipeline",
        "--set=data.input=" + path("table"),
        "--set=network.hidden=19",
        "--set=train.max-rounds=2",
        "--set=train.max-seconds=none",
        "--set=train.averaging-frequency=5",
        "--set=sample.count=" + SAMPLES,
        "--set=sample.sampler=dpm-solver",
        "--set=sample.steps=4",
        "--set=evaluate.rows=50000",
        "--output=" + path("out"));

    Dataset<Row> table = LocalSpark.session().read().parquet(path("table"));
    Dataset<Row> samples = LocalSpark.session().read().parquet(path("out/samples"));
    assertThat(samples.count()).isEqualTo(SAMPLES);
    Dataset<Row> customers = samples.select("customer").distinct();
    assertThat(customers.except(table.select("customer")).count()).isZero();
    // Drawn within the pool, n levels of equal share give n·(1 − e^(−draws/n)) different ones.
    long pooled = samples.join(levels(table), "customer").count();
    double different = LEVELS - CODED;
    assertThat((double) customers.count())
        .isCloseTo(different * -Math.expm1(-pooled / different), within(0.03 * LEVELS));
    assertLevelsAreTextWithTheirHash();
  }

  /** Returns the levels that share a code: all but the most frequent. */
  private static Dataset<Row> levels(Dataset<Row> table) {
    return table
        .groupBy("customer")
        .count()
        .selectExpr("customer", "row_number() over (order by count desc, customer) as rank")
        .where("rank > " + CODED)
        .select("customer");
  }

  private void assertLevelsAreTextWithTheirHash() throws IOException {
    String manifest = Files.readString(folder.resolve("out/model/model.json"));
    try (Stream<Path> files = Files.list(folder.resolve("out/model"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".txt")).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        assertThat(manifest).contains(DigestUtils.sha256Hex(bytes));
        List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
        if (lines.size() > 4) {
          assertThat(lines).hasSize(LEVELS);
          assertThat(lines.get(0)).endsWith("\tcustomer ü-00000");
          assertThat(Long.parseLong(lines.get(0).split("\t")[0])).isGreaterThanOrEqualTo(FREQUENT);
        }
      }
    }
  }

  private void run(String... arguments) throws Exception {
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(ChildJvm.command(MEMORY, Main.class, arguments))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor()).as(() -> read(output)).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }
}
