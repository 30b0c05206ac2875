package io.ncsn.data.shard;

import io.ncsn.config.CellSettings;
import io.ncsn.config.DataSettings;
import io.ncsn.config.DataSettings.BadRows;
import io.ncsn.config.DataSettings.Format;
import io.ncsn.config.DataSettings.Scale;
import io.ncsn.config.ImageFormat;
import io.ncsn.config.PictureSettings;
import io.ncsn.config.RowRoles;
import java.util.List;
import java.util.Optional;

/** Data settings for tests: the defaults, and what a test changes of them. */
public final class TestSettings {
  private final String input;
  private Format format = Format.AUTO;
  private List<String> columns = List.of();
  private Optional<String> features = Optional.empty();
  private Optional<ImageFormat> image = Optional.empty();
  private PictureSettings pictures = PictureSettings.DEFAULT;
  private List<String> exclude = List.of();
  private BadRows badRows = BadRows.FAIL;
  private Scale scale = Scale.COLUMN;
  private CellSettings cells = CellSettings.DEFAULT;
  private double holdout = 0.1;
  private Optional<String> holdoutColumn = Optional.empty();
  private Optional<String> weight = Optional.empty();
  private long rows = 1000;
  private long seed = 42;

  private TestSettings(String input) {
    this.input = input;
  }

  public static TestSettings of(Object input) {
    return new TestSettings(input.toString());
  }

  TestSettings format(Format value) {
    format = value;
    return this;
  }

  public TestSettings columns(String... names) {
    columns = List.of(names);
    return this;
  }

  public TestSettings features(String name) {
    features = Optional.of(name);
    return this;
  }

  public TestSettings image(ImageFormat value) {
    image = Optional.of(value);
    return this;
  }

  public TestSettings pictures(PictureSettings value) {
    pictures = value;
    return this;
  }

  public TestSettings exclude(String... names) {
    exclude = List.of(names);
    return this;
  }

  public TestSettings badRows(BadRows value) {
    badRows = value;
    return this;
  }

  public TestSettings scale(Scale value) {
    scale = value;
    return this;
  }

  public TestSettings cells(CellSettings value) {
    cells = value;
    return this;
  }

  public TestSettings holdout(double fraction) {
    holdout = fraction;
    return this;
  }

  public TestSettings holdoutColumn(String name) {
    holdoutColumn = Optional.of(name);
    return this;
  }

  public TestSettings weight(String name) {
    weight = Optional.of(name);
    return this;
  }

  public TestSettings rows(long count) {
    rows = count;
    return this;
  }

  public TestSettings seed(long value) {
    seed = value;
    return this;
  }

  public DataSettings build() {
    return new DataSettings(
        input,
        format,
        columns,
        features,
        image,
        pictures,
        exclude,
        badRows,
        scale,
        cells,
        new RowRoles(holdout, holdoutColumn, weight),
        rows,
        seed);
  }
}
