package io.ncsn.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.ml.DrawnRows;
import io.ncsn.ml.NoiseConditionalScoreNetwork;
import io.ncsn.ml.OwnDisks;
import io.ncsn.submit.Script.Result;
import io.ncsn.testing.LocalSpark;
import io.ncsn.testing.Needs;
import io.ncsn.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A cluster that does not see a directory of the driver's: another file system, empty at first, is
 * mounted there in a namespace of the cluster's own.
 */
@Needs(value = Tool.MOUNTS, toTest = "executors with disks of their own")
@Execution(ExecutionMode.SAME_THREAD)
@TestInstance(Lifecycle.PER_CLASS)
class OwnDisksIT {
  private static final Path OPEN = Script.ROOT.resolve("submit/loopback.properties");
  private static final String ASSEMBLY = System.getProperty("ncsn.assembly", "");
  private static final int COUNT = 257;

  /** Rows of more blocks than a first wave has. */
  private static final int MANY = 60_013;

  private static final Pattern MISSED =
      Pattern.compile("executors have just written ([0-9]+) rows there, and the driver finds none");
  private static final long SEED = 7;

  @TempDir private static Path folder;
  private Path disk;
  private Path model;
  private LoopbackCluster cluster;

  @BeforeAll
  void start() throws IOException, InterruptedException {
    disk = Files.createDirectory(folder.resolve("disk"));
    model = disk.resolve("model");
    new NoiseConditionalScoreNetwork()
        .setMaxRounds(2)
        .setSettings(Map.of("network.hidden", "[13]", "noise.levels", "5"))
        .fit(LocalSpark.session().range(307).selectExpr("sin(id) as a", "cos(id * 0.7) as b"))
        .write()
        .save(model.toString());
    cluster = LoopbackCluster.startWithOwnDisk(2, disk);
  }

  @AfterAll
  void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  /** The driver alone reads models, so the rows are there to be missed. */
  @Test
  void rowsThatExecutorsWriteElsewhereAreMissedAfterTheFirstWave() throws Exception {
    Path log = folder.resolve("ncsn.log");
    String arguments =
        "sample --model %s --output %s --set sample.count=%d"
            .formatted(model, disk.resolve("drawn"), MANY);
    int code = cluster.start(log, List.of(arguments.split(" ")), List.of()).waitFor();
    Result said = new Result(code, Files.readString(log));

    assertThat(said.code()).as(said.output()).isEqualTo(3);
    Matcher missed = MISSED.matcher(said.output());
    assertThat(missed.find()).as(said.output()).isTrue();
    assertThat(Integer.parseInt(missed.group(1))).isPositive().isLessThan(MANY);
    assertThat(said.output())
        .contains(
            "Cannot write %s/drawn/samples: %s; name a directory that they share with the driver, such as on HDFS"
                .formatted(disk, missed.group()));
    assertThat(disk.resolve("drawn/samples/_SUCCESS")).doesNotExist();
  }

  @Test
  void aModelsRowsAreDrawnAndAFitIsRefusedByAProgramInJava() throws Exception {
    Path locally = folder.resolve("locally");
    DrawnRows.write(model.toString(), COUNT, SEED, locally.toString());
    Path drawn = folder.resolve("drawn");

    Result said =
        ClusterJob.of(OwnDisks.class, folder.resolve("program.jar"), DrawnRows.class.getName())
            .on(
                cluster.master(),
                OPEN,
                List.of("--jars", ASSEMBLY),
                disk.toString(),
                model.toString(),
                String.valueOf(COUNT),
                String.valueOf(SEED),
                drawn.toString())
            .run();

    assertThat(said.code()).as(said.output()).isZero();
    assertThat(rows(drawn)).hasSize(COUNT).isEqualTo(rows(locally));
    assertThat(said.output().replaceAll("ncsn-[-0-9a-f]{36}", "ncsn-UUID"))
        .contains(
            "Cannot read the shards in %s/ncsn-UUID/shards/shards: found 0 files, need "
                .formatted(disk),
            "; if executors have just written them elsewhere, name a directory that they share with the driver, such as on HDFS; ");
  }

  private static List<Row> rows(Path directory) {
    SparkSession spark = LocalSpark.session();
    return spark.read().parquet(directory.toString()).orderBy("sample_id").collectAsList();
  }
}
