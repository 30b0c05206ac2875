package io.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class SparkSessionsTest {

  @Test
  void withoutAMasterSparkRunsHereOnLoopback() {
    SparkConf configuration = SparkSessions.configuration(new SparkConf(false), "ncsn train");
    assertThat(configuration.get("spark.master")).isEqualTo("local[*]");
    assertThat(configuration.get("spark.driver.host")).isEqualTo("127.0.0.1");
    assertThat(configuration.get("spark.app.name")).isEqualTo("ncsn train");
    assertThat(configuration.contains("spark.serializer")).isFalse();
    assertThat(configuration.get("spark.task.maxDirectResultSize")).isEqualTo("16m");
  }

  @Test
  void onAClusterTheDriversAddressIsSparksOwn() {
    SparkConf submitted = new SparkConf(false).setMaster("spark://host:7077");
    assertThat(SparkSessions.configuration(submitted, "x").contains("spark.driver.host")).isFalse();
  }

  @Test
  void executorsGetTheRoundsPluginBesideOthers() {
    String own = "io.ncsn.train.RoundsPlugin";
    SparkConf cluster = new SparkConf(false).setMaster("spark://host:7077");
    assertThat(SparkSessions.configuration(cluster, "x").get("spark.plugins")).isEqualTo(own);
    cluster.set("spark.plugins", "org.some.Plugin, org.other.Plugin");
    SparkConf configuration = SparkSessions.configuration(cluster, "x");
    assertThat(configuration.get("spark.plugins"))
        .isEqualTo("org.some.Plugin, org.other.Plugin," + own);
    assertThat(SparkSessions.configuration(configuration, "x").get("spark.plugins"))
        .isEqualTo(configuration.get("spark.plugins"));
    SparkConf here = new SparkConf(false).setMaster("local[2]");
    assertThat(SparkSessions.configuration(here, "x").contains("spark.plugins")).isFalse();
  }

  @Test
  void executorsCompileLaterUnlessTheUserSaysWhen() {
    String option = "spark.executor.extraJavaOptions";
    SparkConf cluster = new SparkConf(false).setMaster("spark://host:7077");
    assertThat(SparkSessions.configuration(cluster, "x").get(option))
        .contains(" -XX:Tier4InvocationThreshold=100000 ");
    cluster.set(option, "-XX:TieredStopAtLevel=1");
    assertThat(SparkSessions.configuration(cluster, "x").get(option))
        .contains("-XX:TieredStopAtLevel=1 ")
        .doesNotContain("Tier4");
  }

  @Test
  void whatWasSubmittedWins() {
    SparkConf submitted =
        new SparkConf(false)
            .setMaster("local[3]")
            .setAppName("mine")
            .set("spark.driver.host", "10.0.0.1")
            .set("spark.executorEnv.OMP_NUM_THREADS", "4");
    SparkConf configuration = SparkSessions.configuration(submitted, "x");
    for (var entry : submitted.getAll()) {
      assertThat(configuration.get(entry._1())).isEqualTo(entry._2());
    }
  }

  @Test
  void tasksOfThisProcessNeedNoCopyOfTheJar() {
    for (String master : List.of("local", "local[*]", "local[2, 4]")) {
      assertThat(jarsLeft(master, "file:/a%20b/ncsn.jar")).isEmpty();
      assertThat(jarsLeft(master, "file:/x/ncsn.jar, file:///a%20b/ncsn.jar,hdfs://h/more.jar"))
          .contains("file:/x/ncsn.jar,hdfs://h/more.jar");
    }
  }

  @Test
  void executorsOfTheirOwnProcessesFetchTheJar() {
    for (String master : List.of("local-cluster[2,1,1024]", "spark://localhost:7077", "yarn")) {
      assertThat(jarsLeft(master, "file:/a%20b/ncsn.jar")).contains("file:/a%20b/ncsn.jar");
    }
  }

  private static Optional<String> jarsLeft(String master, String jars) {
    SparkConf submitted = new SparkConf(false).setMaster(master).set("spark.jars", jars);
    SparkConf configuration = SparkSessions.leave("/a%20b/ncsn.jar", submitted);
    return configuration.contains("spark.jars")
        ? Optional.of(configuration.get("spark.jars"))
        : Optional.empty();
  }
}
