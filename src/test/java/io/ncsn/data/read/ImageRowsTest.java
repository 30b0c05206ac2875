package io.ncsn.data.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.config.DataSettings;
import io.ncsn.config.ImageFormat;
import io.ncsn.data.codec.TableSchema.Layout;
import io.ncsn.data.shard.TestSettings;
import io.ncsn.testing.LocalSpark;
import java.util.Optional;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;

class ImageRowsTest {
  private static final ImageFormat LABELLED = new ImageFormat(3, 1, 1, Optional.of("Kind"));

  @Test
  void theLabelIsNoPixel() {
    Features features = choose("select id as a, 2 * id as b, 7 as kind, 3 as c from range(5)");
    assertThat(features.layout()).isEqualTo(Layout.COLUMNS);
    assertThat(features.fields()).extracting(StructField::name).containsExactly("a", "b", "c");
  }

  @Test
  void aColumnOfImagesIsTakenByItsName() {
    Features features =
        choose("select id as a, array(id, id, id) as Image, 7 as kind from range(5)");
    assertThat(features.layout()).isEqualTo(Layout.ARRAY);
    assertThat(features.fields()).extracting(StructField::name).containsExactly("Image");
  }

  @Test
  void aColumnOfNumbersOfThatNameIsAPixel() {
    Features features = choose("select id as a, 1 as image, 2 as b, 7 as kind from range(5)");
    assertThat(features.fields()).extracting(StructField::name).containsExactly("a", "image", "b");
  }

  private static Features choose(String query) {
    DataSettings settings = TestSettings.of("query:" + query).image(LABELLED).build();
    return FeatureChooser.choose(
        SourceTable.open(LocalSpark.session(), settings), TextSample.none(), settings);
  }
}
