package io.ncsn.output;

import java.io.File;
import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Publications on a real HDFS: a namenode and a datanode in this process. */
@Execution(ExecutionMode.SAME_THREAD)
class PublicationOnHdfsIT extends PublicationCases {
  @TempDir private static java.nio.file.Path folder;
  private static MiniDFSCluster cluster;

  @BeforeAll
  static void start() throws IOException {
    cluster = new MiniDFSCluster.Builder(new Configuration(), new File(folder.toString())).build();
  }

  @AfterAll
  static void stop() {
    cluster.shutdown();
  }

  @Override
  Path root() throws IOException {
    Path root = new Path(cluster.getFileSystem().getUri() + "/user/" + UUID.randomUUID());
    cluster.getFileSystem().mkdirs(root);
    return root;
  }
}
