package io.ncsn.waves;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.waves.Commit.DataFile;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The record of waves on a file system that, like an object store, has no rename to rely on. */
class WaveLogTest {
  @TempDir private java.nio.file.Path folder;
  private RawLocalFileSystem files;
  private Path output;

  private static final class WithoutRename extends RawLocalFileSystem {
    @Override
    public boolean rename(Path from, Path to) throws IOException {
      throw new IOException("no rename");
    }
  }

  @BeforeEach
  void open() throws IOException {
    files = new WithoutRename();
    files.initialize(URI.create("file:///"), new Configuration());
    output = new Path(folder.toString());
  }

  private WaveLog log() throws IOException {
    return WaveLog.open(files, output);
  }

  @Test
  void whatWasWrittenIsReadAgain() throws IOException {
    WaveLog log = log();
    assertThat(log.identity()).isEmpty();
    log.begin(new TreeMap<>(Map.of("seed", "1")));
    log.begin(Wave.of(0, List.of(0, 1, 2), 2));
    assertThat(log().unfinished().orElseThrow().cut()).containsExactly(List.of(0), List.of(1, 2));
    log.commit(new Commit(Wave.runs(List.of(0, 1, 2)), List.of(new DataFile("a", 7)), 9, 1.5));
    log.begin(Wave.of(1, List.of(3), 2));

    WaveLog again = log();
    assertThat(again.identity()).hasValue(new TreeMap<>(Map.of("seed", "1")));
    assertThat(again.next()).isEqualTo(1);
    assertThat(again.commits()).hasSize(1);
    Commit commit = again.commits().get(0);
    assertThat(commit.blockCount()).isEqualTo(3);
    assertThat(commit.files()).containsExactly(new DataFile("a", 7));
    assertThat(commit.rows()).isEqualTo(9);
    assertThat(commit.seconds()).isEqualTo(1.5);
    assertThat(again.unfinished().orElseThrow().number()).isEqualTo(1);
    again.forgetUnfinished();
    assertThat(log().unfinished()).isEmpty();
  }
}
