package io.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
  }

  @Test
  void onAClusterTheDriversAddressIsSparksOwn() {
    SparkConf submitted = new SparkConf(false).setMaster("spark://host:7077");
    assertThat(SparkSessions.configuration(submitted, "x").contains("spark.driver.host")).isFalse();
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
}
