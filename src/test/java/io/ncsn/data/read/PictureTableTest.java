package io.ncsn.data.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.config.DataSettings;
import io.ncsn.config.ImageFormat;
import io.ncsn.data.image.MadePictures;
import io.ncsn.data.shard.TestSettings;
import io.ncsn.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureTableTest {
  @TempDir Path directory;

  @Test
  void rowsAreThoseOfTheFilesInTheOrderOfTheirPaths() throws IOException {
    write("dog/1.png", MadePictures.grey(3, 2, 5));
    write("cat/2.PNG", MadePictures.grey(3, 2, 1));
    write("cat/10.jpeg", MadePictures.jpeg(3, 2, 0x808080));
    List<Row> rows = open(new ImageFormat(3, 2, 1, Optional.of("label")));
    assertThat(rows).extracting(row -> row.getString(1)).containsExactly("cat", "cat", "dog");
    assertThat(rows).allMatch(row -> row.isNullAt(2));
    assertThat(rows.get(0).<Short>getList(0)).allMatch(value -> Math.abs(value - 128) <= 2);
    for (int i = 0; i < 6; i++) {
      assertThat(rows.get(1).<Short>getList(0).get(i)).isEqualTo((short) ((1 + i) * 37 % 251));
      assertThat(rows.get(2).<Short>getList(0).get(i)).isEqualTo((short) ((5 + i) * 37 % 251));
    }
  }

  @Test
  void aBadPictureIsARowThatSaysWhy() throws IOException {
    write("cat/1.png", MadePictures.grey(3, 2, 5));
    write("cat/2.png", MadePictures.grey(2, 2, 5));
    List<Row> rows = open(new ImageFormat(3, 2, 1, Optional.empty()));
    assertThat(rows.get(0).isNullAt(2)).isTrue();
    assertThat(rows.get(1).isNullAt(0)).isTrue();
    assertThat(rows.get(1).getString(2)).startsWith("cat/2.png has 2 x 2 pixels");
  }

  private void write(String name, byte[] bytes) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private List<Row> open(ImageFormat image) {
    DataSettings settings = TestSettings.of(directory).image(image).build();
    return SourceTable.open(LocalSpark.session(), settings).table().collectAsList();
  }
}
