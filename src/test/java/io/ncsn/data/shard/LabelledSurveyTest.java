package io.ncsn.data.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelGroup.Plain;
import io.ncsn.config.DataSettings;
import io.ncsn.config.DataSettings.Scale;
import io.ncsn.config.ImageFormat;
import io.ncsn.data.codec.ImageCodec;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledSurveyTest {
  @TempDir Path folder;

  /** Pixels are 0 to 6 equally often, 3 and 9: their mean and variance are known. */
  @Test
  void allPixelsGetOneScaleAndTheLabelIsACategory() {
    String query =
        "query:select array(cast(id % 7 as short), 3S, 9S) as image, if(id < 26, 'b', 'a') as kind from range(91)";
    DataSettings settings =
        TestSettings.of(query)
            .image(new ImageFormat(3, 1, 1, Optional.of("kind")))
            .scale(Scale.GLOBAL)
            .holdout(0)
            .build();
    PreparedTable table =
        TablePreparer.prepare(LocalSpark.session(), settings, 2, folder.toString());
    RowCodec codec = table.codec();
    ImageCodec image = (ImageCodec) codec.columns().get(0);
    double mean = 15 / 3.0;
    double square = (13 + 9 + 81) / 3.0;
    assertThat(image.mean()).isCloseTo(mean, within(1e-12));
    assertThat(image.scale()).isCloseTo(Math.sqrt(square - mean * mean), within(1e-12));
    assertThat(image.type()).isEqualTo("array<smallint>");
    assertThat(image.least()).isZero();
    assertThat(image.greatest()).isEqualTo(9);
    assertThat(codec.channels().groups().get(0)).isEqualTo(new Plain(3));
    Codes kinds = (Codes) codec.channels().groups().get(1);
    assertThat(kinds.frequencies()).containsExactlyInAnyOrder(26 / 91.0, 65 / 91.0);
    assertThat(codec.columns().get(1).name()).isEqualTo("kind");
    assertThat(table.rows()).isEqualTo(91);
  }
}
