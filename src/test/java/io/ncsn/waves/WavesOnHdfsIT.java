package io.ncsn.waves;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.testing.LocalSpark;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.spark.sql.Encoders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Waves on a real HDFS: a namenode and a datanode in this process. */
@Execution(ExecutionMode.SAME_THREAD)
class WavesOnHdfsIT {
  @TempDir private static Path folder;
  private static MiniDFSCluster cluster;

  @BeforeAll
  static void start() throws IOException {
    cluster = new MiniDFSCluster.Builder(new Configuration(), new File(folder.toString())).build();
  }

  @AfterAll
  static void stop() {
    cluster.shutdown();
  }

  private static Written write(String output, BlockJob job) {
    return new WaveOutput(
            LocalSpark.session(), new WaveTarget(output, new WavePace(0)), OptionalInt.of(3))
        .write(job);
  }

  private static List<Integer> seen(String output) {
    return LocalSpark.session().read().parquet(output).as(Encoders.INT()).collectAsList().stream()
        .sorted()
        .toList();
  }

  @Test
  void aJobThatFailedGoesOnAndWritesEachRowOnce() throws IOException {
    String output = cluster.getFileSystem().getUri() + "/user/test/rows";
    assertThatThrownBy(() -> write(output, Numbers.failingAt(7))).hasRootCauseMessage("block 7");
    assertThat(seen(output)).isEqualTo(Numbers.ALL.subList(0, 18));
    var files = cluster.getFileSystem();
    var record = new org.apache.hadoop.fs.Path(output, "_waves/wave-000001.done.json");
    try (var cutShort = files.create(record, true)) {
      cutShort.writeBytes("{\"blocks\":[[3,6");
    }
    files.delete(new org.apache.hadoop.fs.Path(output, "_waves/wave-000002.json"), false);
    Numbers again = Numbers.good();
    assertThat(write(output, again).rows()).isEqualTo(30);
    assertThat(again.computed().value()).isEqualTo(4);
    assertThat(seen(output)).isEqualTo(Numbers.ALL);
  }
}
