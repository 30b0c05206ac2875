package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.config.ConfigException;
import io.ncsn.config.DataSettings;
import io.ncsn.config.ImageFormat;
import io.ncsn.data.codec.CategoryCodec;
import io.ncsn.data.codec.ColumnRanges;
import io.ncsn.data.codec.ImageCodec;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.Scaler;
import io.ncsn.data.codec.TableSchema;
import io.ncsn.data.codec.TableSchema.Layout;
import io.ncsn.data.codec.TextLevels;
import io.ncsn.data.read.SourceTable;
import io.ncsn.data.shard.TestSettings;
import io.ncsn.network.MixedSpec;
import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSpec;
import io.ncsn.network.Unet;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.sample.SampleImages;
import io.ncsn.testing.LocalSpark;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of images against the Parquet rows that they are made from. */
class ImageFilesTest {
  private static final int WIDTH = 5;
  private static final int HEIGHT = 3;
  private static final int ROWS = 311;
  private static final String SHIRT = "T-shirt/top";
  private static final String HIDDEN = "_bag";
  private static final NoiseSchedule LEVELS = NoiseSchedule.of(ScheduleKind.GEOMETRIC, 9, 0.01, 5);
  private static final ImageFormat GREY = new ImageFormat(WIDTH, HEIGHT, 1, Optional.empty());

  @TempDir Path directory;

  @Test
  void eachSampleIsAPngOfItsPixelsInTheDirectoryOfItsClass() throws IOException {
    ModelDescription model = labelled(3);
    List<Row> rows = write(labelledRows(3), labelledSchema());
    assertThat(files(model, SampleImages.PNG, Optional.empty())).isEqualTo(ROWS);
    for (Row row : rows) {
      String of = row.getString(2).equals(SHIRT) ? "T-shirt%2Ftop" : "%5Fbag";
      BufferedImage image = read("%s/%012d.png".formatted(of, row.getLong(0)));
      assertThat(pixels(image, 0, 0, 1, 3)).isEqualTo(row.<Short>getList(1));
    }
    assertThat(names()).hasSize(ROWS);
  }

  @Test
  void theFilesAreATableOfTheSameImages() {
    List<Row> rows = write(labelledRows(3), labelledSchema());
    files(labelled(3), SampleImages.PNG, Optional.empty());
    DataSettings settings =
        TestSettings.of(directory.resolve("images"))
            .image(new ImageFormat(WIDTH, HEIGHT, 3, Optional.of("label")))
            .build();
    assertThat(SourceTable.open(LocalSpark.session(), settings).table().collectAsList())
        .extracting(row -> row.getList(0).toString())
        .containsExactlyInAnyOrderElementsOf(
            rows.stream().map(row -> row.getList(1).toString()).toList());
  }

  @Test
  void sheetsHaveTheImagesOfAClassByTheirNumbers() throws IOException {
    List<Row> rows = write(labelledRows(1), labelledSchema());
    assertThat(files(labelled(1), SampleImages.SHEETS, Optional.empty())).isEqualTo(5);
    assertThat(names())
        .containsExactlyInAnyOrder(
            "%5Fbag/sheet-000000.png",
            "%5Fbag/sheet-000001.png",
            "T-shirt%2Ftop/sheet-000000.png",
            "T-shirt%2Ftop/sheet-000001.png",
            "T-shirt%2Ftop/sheet-000002.png");
    List<Row> shirts = rows.stream().filter(row -> row.getString(2).equals(SHIRT)).toList();
    int times = 12; // 12 · 5 pixels are the first that are at least 56
    for (int i = 0; i < shirts.size(); i++) {
      BufferedImage sheet = read("T-shirt%%2Ftop/sheet-%06d.png".formatted(i / 100));
      int left = 1 + i % 10 * (times * WIDTH + 1);
      int top = 1 + i % 100 / 10 * (times * HEIGHT + 1);
      assertThat(pixels(sheet, left, top, times, 1)).isEqualTo(shirts.get(i).getList(1));
      assertThat(pixels(sheet, left + times - 1, top + times - 1, times, 1))
          .as("the last corner of each square")
          .isEqualTo(shirts.get(i).getList(1));
    }
    BufferedImage sheet = read("T-shirt%2Ftop/sheet-000000.png");
    assertThat(sheet.getWidth()).isEqualTo(10 * (times * WIDTH + 1) + 1);
    assertThat(sheet.getRaster().getSample(0, 0, 0)).isEqualTo(255);
  }

  @Test
  void numbersOfAnyRangeGoFromBlackToWhite() throws IOException {
    int size = WIDTH * HEIGHT;
    List<TableSchema.Column> columns =
        IntStream.range(0, size).mapToObj(i -> new TableSchema.Column("p" + i, "double")).toList();
    double[] mean = new double[size];
    double[] scale = new double[size];
    float[] least = new float[size];
    float[] greatest = new float[size];
    Arrays.fill(mean, 3);
    Arrays.fill(scale, 2);
    Arrays.fill(least, -2); // -1 in the table's units
    Arrays.fill(greatest, 1);
    greatest[7] = 3; // 9
    ModelDescription model =
        new ModelDescription(
            new NetworkSpec(size, List.of(3), Form.EDM),
            LEVELS,
            new TableSchema(Layout.COLUMNS, "", columns),
            new Scaler(mean, scale),
            ColumnRanges.standard(least, greatest),
            Map.of());
    StructType schema = new StructType().add("sample_id", DataTypes.LongType);
    Object[] cells = new Object[size + 1];
    cells[0] = 4L;
    for (int i = 0; i < size; i++) {
      schema = schema.add("p" + i, DataTypes.DoubleType);
      cells[i + 1] = i - 3.0;
    }
    write(List.of(RowFactory.create(cells)), schema);
    assertThat(files(model, SampleImages.PNG, Optional.of(GREY))).isOne();
    List<Short> found = pixels(read("000000000004.png"), 0, 0, 1, 1);
    for (int i = 0; i < size; i++) {
      double share = Math.min(1, Math.max(0, (i - 3.0 + 1) / 10));
      assertThat(found.get(i)).isEqualTo((short) Math.round(255 * share));
    }
  }

  @Test
  void filesOfAnEarlierRunGoAway() throws IOException {
    write(labelledRows(1), labelledSchema());
    files(labelled(1), SampleImages.PNG, Optional.empty());
    assertThat(files(labelled(1), SampleImages.SHEETS, Optional.empty())).isEqualTo(5);
    assertThat(names()).hasSize(5);
  }

  @Test
  void rowsThatAreNoImagesAreRefused() {
    ModelDescription model = labelled(2);
    assertThatThrownBy(() -> ImageFiles.check(model, SampleImages.PNG, Optional.empty()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("2 channels");
    assertThatCode(() -> ImageFiles.check(model, SampleImages.NONE, Optional.empty()))
        .doesNotThrowAnyException();
  }

  private long files(ModelDescription model, SampleImages form, Optional<ImageFormat> set) {
    return ImageFiles.of(LocalSpark.session(), model, form, set)
        .orElseThrow()
        .write(directory.resolve("samples").toString(), directory.resolve("images").toString());
  }

  private List<String> names() throws IOException {
    Path images = directory.resolve("images");
    try (Stream<Path> found = Files.walk(images)) {
      return found
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .map(file -> images.relativize(file).toString())
          .toList();
    }
  }

  private BufferedImage read(String name) throws IOException {
    return ImageIO.read(directory.resolve("images").resolve(name).toFile());
  }

  /** Every {@code times}-th pixel of an image that stands at a place. */
  private static List<Short> pixels(
      BufferedImage image, int left, int top, int times, int channels) {
    List<Short> values = new ArrayList<>();
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        for (int channel = 0; channel < channels; channel++) {
          values.add(
              (short) image.getRaster().getSample(left + times * x, top + times * y, channel));
        }
      }
    }
    return values;
  }

  private List<Row> write(List<Row> rows, StructType schema) {
    LocalSpark.session()
        .createDataFrame(rows, schema)
        .repartition(7)
        .write()
        .parquet(directory.resolve("samples").toString());
    return LocalSpark.session()
        .read()
        .parquet(directory.resolve("samples").toString())
        .orderBy("sample_id")
        .collectAsList();
  }

  private static StructType labelledSchema() {
    return new StructType()
        .add("sample_id", DataTypes.LongType)
        .add("image", DataTypes.createArrayType(DataTypes.ShortType))
        .add("label", DataTypes.StringType);
  }

  /** Every third image is a bag. */
  private static List<Row> labelledRows(int channels) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      Short[] pixels = new Short[WIDTH * HEIGHT * channels];
      for (int j = 0; j < pixels.length; j++) {
        pixels[j] = (short) ((i * 37 + j * 11) % 256);
      }
      rows.add(RowFactory.create((long) i, pixels, i % 3 == 0 ? HIDDEN : SHIRT));
    }
    return rows;
  }

  private static ModelDescription labelled(int channels) {
    TextLevels labels =
        TextLevels.of(Map.of(UTF8String.fromString(SHIRT), 2L, UTF8String.fromString(HIDDEN), 1L));
    int size = WIDTH * HEIGHT * channels;
    RowCodec codec =
        new RowCodec(
            Layout.COLUMNS,
            "",
            List.of(
                new ImageCodec("image", "array<smallint>", size, 100, 50, 3, 250),
                new CategoryCodec("label", "string", false, 0, 2, labels)));
    Unet net = new Unet(WIDTH, HEIGHT, channels, 1, List.of(16), List.of(1), false);
    MixedSpec spec = new MixedSpec(codec.channels(), net, true, false);
    float[] bounds = new float[spec.dimension()];
    return new ModelDescription(
        spec, LEVELS, codec, ColumnRanges.standard(bounds, bounds), Map.of());
  }
}
