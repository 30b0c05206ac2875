package io.ncsn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model directory that is taken away between two calls of one publication, at any of them. */
class VanishingDirectoryTest {
  @TempDir private java.nio.file.Path folder;

  /** Moves the directory away before the call that the countdown reaches zero at. */
  static final class Vanishing extends RawLocalFileSystem {
    private static final AtomicInteger CALLS_LEFT = new AtomicInteger(Integer.MAX_VALUE);
    private static java.nio.file.Path directory;

    private static void count() throws IOException {
      if (CALLS_LEFT.decrementAndGet() == 0) {
        Files.move(directory, directory.resolveSibling("elsewhere"));
      }
    }

    @Override
    public FSDataInputStream open(Path file, int bufferSize) throws IOException {
      count();
      return super.open(file, bufferSize);
    }

    @Override
    public FSDataOutputStream create(Path file, boolean overwrite) throws IOException {
      count();
      return super.create(file, overwrite);
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
      count();
      return super.listStatus(path);
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
      count();
      return super.delete(path, recursive);
    }
  }

  /** Where a later call notices, the message says what happened and the old checkpoint is whole. */
  @Test
  void isSaidAtWhicheverCallItHappens() throws IOException {
    Configuration hadoop = new Configuration(false);
    hadoop.setClass("fs.file.impl", Vanishing.class, FileSystem.class);
    hadoop.setBoolean("fs.file.impl.disable.cache", true);
    int before = 0;
    for (int call = 1; callHappened(call, hadoop); call++) {
      before = call;
    }
    assertThat(before).as("calls in which the directory was taken away").isGreaterThan(7);
  }

  private boolean callHappened(int call, Configuration hadoop) throws IOException {
    java.nio.file.Path root = Files.createDirectory(folder.resolve("call-" + call));
    Vanishing.directory = root.resolve("model");
    Vanishing.CALLS_LEFT.set(Integer.MAX_VALUE);
    ModelDirectory directory = ModelDirectory.at(Vanishing.directory.toString(), hadoop);
    directory.publish(ModelDirectoryTest.checkpoint(1, 1));
    directory.publish(ModelDirectoryTest.checkpoint(2, 2));

    Vanishing.CALLS_LEFT.set(call);
    try {
      directory.publish(ModelDirectoryTest.checkpoint(3, 3));
    } catch (CheckpointException e) {
      assertThat(e).as("call %d", call).hasMessageContaining("deleted while this run was at work");
    }
    boolean happened = Vanishing.CALLS_LEFT.getAndSet(Integer.MAX_VALUE) <= 0;
    if (happened) {
      assertThatThrownBy(() -> directory.publish(ModelDirectoryTest.checkpoint(4, 4)))
          .as("call %d", call)
          .hasMessageContaining("deleted while this run was at work");
      assertThat(
              ModelDirectory.at(root.resolve("elsewhere").toString(), new Configuration())
                  .read()
                  .state()
                  .round())
          .as("call %d", call)
          .isBetween(2, 3);
    }
    return happened;
  }
}
