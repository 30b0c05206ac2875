package io.ncsn.data.shard;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.Scaler;
import io.ncsn.data.codec.TableSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be written is said. */
class PreparedManifestTest {
  @TempDir Path folder;

  /** As HDFS does when its datanodes are gone: the same exception from each call. */
  static final class Gone extends RawLocalFileSystem {
    private static final IOException GONE = new IOException("All datanodes are bad");

    @Override
    public FSDataOutputStream create(org.apache.hadoop.fs.Path file, boolean overwrite)
        throws IOException {
      OutputStream out =
          new OutputStream() {
            @Override
            public void write(int b) throws IOException {
              throw GONE;
            }

            @Override
            public void close() throws IOException {
              throw GONE;
            }
          };
      return new FSDataOutputStream(out, null);
    }
  }

  @Test
  void saysWhyItCannotWriteWhereClosingFailsAsWell() {
    Configuration hadoop = new Configuration(false);
    hadoop.setClass("fs.file.impl", Gone.class, org.apache.hadoop.fs.FileSystem.class);
    hadoop.setBoolean("fs.file.impl.disable.cache", true);
    PreparedManifest manifest =
        new PreparedManifest(
            PreparedManifest.VERSION,
            "key",
            new TableSchema(TableSchema.Layout.COLUMNS, "", List.of()),
            new Scaler(new double[0], new double[0]),
            4,
            0,
            1,
            new BadRowReport(Map.of(), List.of()),
            RowsByFile.NONE,
            0,
            null,
            false,
            null);
    assertThatThrownBy(() -> manifest.write(hadoop, folder.toString()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("prepared.json: All datanodes are bad");
  }
}
