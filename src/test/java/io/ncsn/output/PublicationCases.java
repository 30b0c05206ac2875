package io.ncsn.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.config.ConfigException;
import io.ncsn.config.DataSettings;
import io.ncsn.settings.SettingOverride;
import io.ncsn.settings.SettingsReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

/** What must hold of a publication on each file system. */
abstract class PublicationCases {
  private static final Map<String, Object> FACTS = Map.of("parameters-sha256", "abc");

  final Storage storage = new Storage(new Configuration());

  /** Returns an empty directory, which each test has for itself. */
  abstract Path root() throws IOException;

  @Test
  void resultsTakeThePlaceOfTheEarlierOnes() throws IOException {
    Path root = root();
    publish(root, "monday", JobKind.PIPELINE);
    assertThat(storage.list(place(root)))
        .containsExactly("_SUCCESS", "model", "publication.json", "report.html", "samples");
    assertThat(storage.list(new Path(place(root), "samples/deep")))
        .containsExactly("_SUCCESS", "b");
    storage.write(new Path(place(root), "model/left-over"), "of monday");

    publish(root, "tuesday", JobKind.PIPELINE);
    assertThat(storage.read(new Path(place(root), "model/a"))).isEqualTo("tuesday");
    assertThat(storage.list(new Path(place(root), "model"))).containsExactly("a");
    assertThat(storage.read(new Path(place(root), "publication.json")))
        .contains("\"pipeline\"", "/tuesday\"", "\"abc\"");
    assertThat(storage.list(root)).containsExactly("monday", "place", "tuesday");
  }

  @Test
  void whatIsPublishedStaysAsItIs() throws IOException {
    Path root = root();
    publish(root, "monday", JobKind.PIPELINE);
    storage.write(new Path(place(root), "sign"), "of the first");
    publish(root, "monday", JobKind.PIPELINE);
    assertThat(storage.exists(new Path(place(root), "sign"))).isTrue();
    storage.write(new Path(root, "monday/model/a"), "changed");
    publication(root, JobKind.PIPELINE).publish(output(root, "monday"), FACTS);
    assertThat(storage.read(new Path(place(root), "model/a"))).isEqualTo("changed");
  }

  @Test
  void aProcessThatDiesMeanwhileLosesNothing() throws IOException {
    Path root = root();
    publish(root, "monday", JobKind.TRAIN);
    storage.write(new Path(root, ".place.next/model/half"), "of tuesday");
    assertThat(storage.read(new Path(place(root), "model/a"))).isEqualTo("monday");
    storage.files(root).rename(place(root), new Path(root, ".place.previous"));
    check(root, "tuesday", JobKind.TRAIN);
    assertThat(storage.read(new Path(place(root), "model/a"))).isEqualTo("monday");

    storage.write(new Path(root, ".place.previous/model/a"), "sunday");
    publish(root, "tuesday", JobKind.TRAIN);
    assertThat(storage.list(place(root))).containsExactly("_SUCCESS", "model", "publication.json");
    assertThat(storage.list(new Path(place(root), "model"))).containsExactly("a");
    assertThat(storage.list(root)).containsExactly("monday", "place", "tuesday");
  }

  @Test
  void placesOfOthersAreRefused() throws IOException {
    Path root = root();
    publish(root, "monday", JobKind.PIPELINE);
    refused(root, "place", JobKind.SAMPLE, "it holds the results of 'ncsn pipeline'");
    refused(root, "monday", JobKind.PIPELINE, "it overlaps with output");
    refused(root, "monday/model", JobKind.PIPELINE, "it overlaps with output");
    refused(root, "", JobKind.PIPELINE, "it overlaps with output");
    storage.write(new Path(root, "other/thesis.tex"), "mine");
    refused(root, "other", JobKind.PIPELINE, "it holds other things (thesis.tex)");
    refused(root, "other/thesis.tex", JobKind.PIPELINE, "it is a file");
    assertThatThrownBy(
            () ->
                publication(root, JobKind.PIPELINE)
                    .check(output(root, "monday"), table(place(root) + "/samples")))
        .hasMessageContaining("it overlaps with data.input");
    assertThatCode(
            () ->
                publication(root, JobKind.PIPELINE)
                    .check(output(root, "monday"), table("table:a.b")))
        .doesNotThrowAnyException();
    assertThat(storage.list(root)).containsExactly("monday", "other", "place");
  }

  private void refused(Path root, String name, JobKind job, String why) {
    Path place = name.isEmpty() ? root : new Path(root, name);
    Publication publication = new Publication(storage, job, place.toString());
    assertThatThrownBy(() -> publication.check(output(root, "monday"), table("dataset:digits")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(why);
  }

  void publish(Path root, String name, JobKind job) {
    OutputDirectory output = output(root, name);
    if (!storage.exists(output.root())) {
      storage.write(new Path(output.model(), "a"), name);
      storage.write(new Path(output.samples(), "deep/b"), name);
      storage.write(new Path(output.samples(), "deep/_SUCCESS"), "");
      storage.write(output.report(), name);
      storage.write(output.run(), name);
    }
    publication(root, job).publish(output, FACTS);
  }

  void check(Path root, String name, JobKind job) {
    publication(root, job).check(output(root, name), table("dataset:digits"));
  }

  private Publication publication(Path root, JobKind job) {
    return new Publication(storage, job, place(root).toString());
  }

  private OutputDirectory output(Path root, String name) {
    return new OutputDirectory(storage, new Path(root, name).toString());
  }

  static Path place(Path root) {
    return new Path(root, "place");
  }

  private static DataSettings table(String input) {
    return new SettingsReader(file -> "")
        .read(Optional.empty(), List.of(new SettingOverride("data.input", input, "test")), Set.of())
        .settings()
        .data();
  }
}
