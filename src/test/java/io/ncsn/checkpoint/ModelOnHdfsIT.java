package io.ncsn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The model directory on a real HDFS, whose manifest is replaced by a rename of its own kind. */
@Execution(ExecutionMode.SAME_THREAD)
class ModelOnHdfsIT {
  @TempDir private static Path folder;
  private static MiniDFSCluster cluster;

  @BeforeAll
  static void start() throws IOException {
    cluster = new MiniDFSCluster.Builder(new Configuration(), folder.toFile()).build();
  }

  @AfterAll
  static void stop() {
    cluster.shutdown();
  }

  @Test
  void aCheckpointReplacesTheOneBeforeAndDamageIsNoticed() throws IOException {
    FileSystem files = cluster.getFileSystem();
    var root = new org.apache.hadoop.fs.Path(files.getUri() + "/user/test/model");
    ModelDirectory directory = ModelDirectory.at(root.toString(), files.getConf());
    assertThat(directory.exists()).isFalse();

    for (int round = 1; round <= 3; round++) {
      directory.publish(ModelDirectoryTest.checkpoint(round, round));
      assertThat(directory.read().vector(Checkpoint.PARAMETERS)).containsOnly(round);
    }

    assertThat(files.listStatus(root))
        .extracting(FileStatus::getPath)
        .extracting(org.apache.hadoop.fs.Path::getName)
        .contains("model.json", "model.previous.json", "ema-2.f32", "ema-3.f32")
        .doesNotContain("ema-1.f32", ".model.json.next");
    try (var damaged = files.create(new org.apache.hadoop.fs.Path(root, "ema-3.f32"), true)) {
      damaged.write(new byte[12]);
    }
    assertThatThrownBy(directory::read)
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("ema-3.f32");
  }
}
