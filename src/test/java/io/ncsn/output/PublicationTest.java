package io.ncsn.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.config.ConfigException;
import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Publications on a local disk. */
class PublicationTest extends PublicationCases {
  @TempDir private java.nio.file.Path folder;

  @Override
  Path root() {
    return new Path(folder.toString());
  }

  /** HDFS tells a second client only after a minute. */
  @Test
  void oneRunAtATimePublishes() throws IOException {
    Path root = root();
    publish(root, "monday", JobKind.TRAIN);
    try (FileLock held = new Replacement(storage, place(root)).lock()) {
      assertThatThrownBy(() -> publish(root, "tuesday", JobKind.TRAIN))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("another run is publishing there");
    }
    assertThat(storage.read(new Path(place(root), "model/a"))).isEqualTo("monday");
  }

  /** Between its two renames, another run has left the earlier results beside the place. */
  @Test
  void aRunThatBeginsDoesNotPutBackWhatAnotherReplacesNow() throws IOException {
    Path root = root();
    publish(root, "monday", JobKind.TRAIN);
    Path previous = new Path(root, ".place.previous");
    storage.files(root).rename(place(root), previous);
    try (FileLock held = new Replacement(storage, place(root)).lock()) {
      assertThatThrownBy(() -> check(root, "tuesday", JobKind.TRAIN))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("another run is publishing there");
      assertThat(storage.exists(previous)).isTrue();
    }
    check(root, "tuesday", JobKind.TRAIN);
    assertThat(storage.exists(previous)).isFalse();
    assertThat(storage.read(new Path(place(root), "model/a"))).isEqualTo("monday");
  }
}
