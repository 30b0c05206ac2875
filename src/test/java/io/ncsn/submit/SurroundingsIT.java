package io.ncsn.submit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ncsn.submit.Script.Result;
import io.ncsn.testing.LocalSpark;
import io.ncsn.testing.Needs;
import io.ncsn.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same command in other surroundings gives the same parameters and samples: under a site's
 * Spark settings that would change what is read, computed and written, without any environment, and
 * as users who have no home, no name and no right to write where the program is installed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(1)
class SurroundingsIT {
  private static final int ROWS = 311;

  /** Some would fail, some would change rows, some would never end. */
  private static final List<String> HOSTILE =
      List.of(
          "spark.serializer org.apache.spark.serializer.KryoSerializer",
          "spark.kryo.registrationRequired true",
          "spark.sql.ansi.enabled true",
          "spark.sql.caseSensitive true",
          "spark.sql.columnNameOfCorruptRecord a",
          "spark.sql.session.timeZone Asia/Kathmandu",
          "spark.sql.files.maxPartitionBytes 100",
          "spark.sql.files.openCostInBytes 1",
          "spark.sql.files.ignoreCorruptFiles true",
          "spark.sql.files.maxRecordsPerFile 7",
          "spark.sql.parquet.binaryAsString true",
          "spark.sql.parquet.compression.codec gzip",
          "spark.sql.parquet.mergeSchema true",
          "spark.sql.parquet.fieldId.read.enabled true",
          "spark.sql.parquet.datetimeRebaseModeInRead LEGACY",
          "spark.sql.legacy.timeParserPolicy LEGACY",
          "spark.sql.datetime.java8API.enabled true",
          "spark.sql.csv.parser.columnPruning.enabled false",
          "spark.sql.optimizer.maxIterations 1",
          "spark.sql.shuffle.partitions 3",
          "spark.sql.adaptive.enabled false",
          "spark.default.parallelism 3",
          "spark.files.ignoreCorruptFiles true",
          "spark.hadoop.parquet.block.size 1024",
          "spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs false",
          "spark.io.compression.codec zstd",
          "spark.speculation true",
          "spark.executor.extraJavaOptions -Duser.language=tr",
          "spark.driver.extraJavaOptions -Duser.language=tr -Duser.country=TR -Dfile.encoding=ISO-8859-1"
              + " -Duser.timezone=Asia/Kathmandu");

  /** In the system's folder for temporary files, which every user may enter. */
  @TempDir(cleanup = CleanupMode.ALWAYS)
  private static Path folder;

  private Path table;
  private Path plain;

  @BeforeAll
  void runPlainly() throws Exception {
    open(folder);
    table = folder.resolve("größe und länge.csv");
    Random random = new Random(7);
    List<String> lines = new ArrayList<>(List.of("a,Größe,id,unit"));
    for (int row = 0; row < ROWS; row++) {
      double first = random.nextGaussian();
      lines.add("%s,%s,%d,x".formatted(first, 3 * first + random.nextGaussian(), row % 17));
    }
    Files.write(table, lines);
    plain = folder.resolve("plain");
    run(plain, List.of());
  }

  /** Directories of other users are deleted too. */
  @AfterAll
  void ownEverything() throws Exception {
    Script.of(Path.of("chmod"), "-R", "u+rwX", folder.toString()).run();
  }

  @Test
  void aSitesSparkSettings() throws Exception {
    Path conf = Files.createDirectory(folder.resolve("conf"));
    Files.write(conf.resolve("spark-defaults.conf"), HOSTILE);
    Path output = folder.resolve("hostile");

    String said =
        run(output, List.of("env", "SPARK_CONF_DIR=" + conf, "LC_ALL=tr_TR", "TZ=Asia/Kathmandu"));

    assertSame(output);
    assertThat(said.lines().filter(line -> line.contains("Not taken, as results must not depend")))
        .singleElement()
        .asString()
        .contains("spark.sql.ansi.enabled=true (the default is used)")
        .contains("spark.sql.session.timeZone=Asia/Kathmandu (UTC is used)")
        .doesNotContain("spark.speculation", "spark.sql.shuffle.partitions");
  }

  @Test
  void anEmptyEnvironment() throws Exception {
    Path output = folder.resolve("leer-größe");

    run(output, emptied());

    assertSame(output);
  }

  @Test
  @Needs(value = Tool.USERS, toTest = "the program installed by root and run by another user")
  void anotherUserOfAnInstallationThatOnlyRootMayWrite() throws Exception {
    Path home = homeOf(65534);
    List<String> as = as(65534);
    as.addAll(emptied());
    as.add("HOME=" + home);

    String said = runCopy(home.resolve("out"), as);

    assertSame(home.resolve("out"));
    assertThat(said).doesNotContain("building");
  }

  @Test
  @Needs(value = Tool.USERS, toTest = "a user without a name and a home, as containers have them")
  void aUserWithoutANameAndAHome() throws Exception {
    Path home = homeOf(54321);
    List<String> as = as(54321);
    as.addAll(emptied());
    as.add("TMPDIR=" + home);

    runCopy(home.resolve("out"), as);

    assertSame(home.resolve("out"));
    assertThat(home.resolve("ncsn-54321/.javacpp")).isDirectory();
  }

  /** Nothing but what tells where Java is, and how many threads compute. */
  private static List<String> emptied() {
    List<String> words = new ArrayList<>(List.of("env", "-i", "PATH=" + System.getenv("PATH")));
    words.add("JAVA_HOME=" + System.getProperty("java.home"));
    return words;
  }

  private static List<String> as(int user) {
    String id = String.valueOf(user);
    return new ArrayList<>(
        List.of("setpriv", "--reuid", id, "--regid", id, "--clear-groups", "--"));
  }

  private Path homeOf(int user) throws Exception {
    Path home = Files.createDirectory(folder.resolve("home of " + user));
    Script.of(Path.of("chown"), String.valueOf(user), home.toString()).run();
    return home;
  }

  private String run(Path output, List<String> before) throws Exception {
    return run(Script.ROOT, output, before);
  }

  /** By a copy of the program, built as it is, which other users may read. */
  private String runCopy(Path output, List<String> before) throws Exception {
    Path copy = folder.resolve("shared apps/ncsn spark");
    if (!Files.exists(copy)) {
      Files.createDirectories(copy);
      String link =
          """
          set -e; cd '%s'; mkdir '%2$s/target'
          copy() { cp -al "$@" 2> /dev/null || cp -a "$@"; }
          copy pom.xml src submit conf '%2$s/'
          copy target/spark-home target/*-assembly.jar '%2$s/target/'
          find '%2$s' -type d -exec chmod a+rx {} +
          """;
      Result copied = Script.of(Path.of("bash"), "-c", link.formatted(Script.ROOT, copy)).run();
      assertThat(copied.code()).as(copied.output()).isZero();
    }
    return run(copy, output, before);
  }

  private String run(Path program, Path output, List<String> before) throws Exception {
    List<String> command = new ArrayList<>(before);
    command.add(program.resolve("submit/ncsn").toString());
    command.addAll(List.of("pipeline", "--output", output.toString()));
    for (String setting :
        List.of(
            "data.input=" + table,
            "data.exclude=unit",
            "network.hidden=8",
            "train.max-rounds=3",
            "train.averaging-frequency=8",
            "train.batch-size=16",
            "noise.levels=10",
            "sample.count=129",
            "sample.steps-per-level=1",
            "evaluate.projections=4")) {
      command.addAll(List.of("--set", setting));
    }
    Script script =
        Script.of(
            Path.of(command.get(0)), command.subList(1, command.size()).toArray(String[]::new));
    Result result = script.in(folder).run();
    assertThat(result.code()).as(result.output()).isZero();
    assertThat(result.output()).as("no stack trace").doesNotContain("\tat ");
    return result.output();
  }

  private void assertSame(Path output) throws IOException {
    for (String fact :
        List.of("parameters-sha256", "data.rows", "train.loss", "evaluate.sliced-wasserstein")) {
      assertThat(fact(output, fact)).as(fact).isEqualTo(fact(plain, fact));
    }
    assertThat(samples(output)).isEqualTo(samples(plain)).hasSize(129);
  }

  private static String fact(Path output, String name) throws IOException {
    return new ObjectMapper().readTree(output.resolve("run.json").toFile()).path(name).toString();
  }

  private static List<String> samples(Path output) {
    return LocalSpark.session()
        .read()
        .parquet(output.resolve("samples").toString())
        .orderBy("sample_id")
        .collectAsList()
        .stream()
        .map(Row::toString)
        .toList();
  }

  private static void open(Path directory) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
