package io.ncsn.cli;

import io.ncsn.testing.LocalSpark;
import io.ncsn.testing.SignedManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Model directories, and tables that do not fit them. A manifest is changed as an enemy would, with
 * a checksum that is right.
 */
final class BadModels {
  private static final String PARAMETERS = "parameters-1.f32";

  private BadModels() {}

  static List<BadInput> all() {
    return List.of(
        new BadInput("a directory without a model", d -> sample(d)),
        new BadInput(
            "samples as images of a model of other rows",
            d -> {
              List<String> line = new ArrayList<>(sample(TinyModel.write(d.resolve("model"))));
              line.addAll(List.of("--set", "sample.images=png"));
              return line;
            }),
        new BadInput(
            "a manifest that is no JSON",
            d -> {
              Files.writeString(d.resolve("model.json"), "{");
              return sample(d);
            }),
        new BadInput(
            "a manifest that was changed",
            d -> {
              Path manifest = TinyModel.write(d).resolve("model.json");
              Files.writeString(manifest, Files.readString(manifest).replace("10.0", "11.0"));
              return sample(d);
            }),
        new BadInput(
            "a manifest of 100 MB",
            d -> {
              Files.write(d.resolve("model.json"), new byte[100_000_000]);
              return sample(d);
            }),
        manifest("a manifest of a version to come", "\"format\" : 2", "\"format\" : 4"),
        manifest("a manifest without a network", "\"network\" : {", "\"netwerk\" : {"),
        manifest("a vector file above the directory", "\"" + PARAMETERS, "\"../" + PARAMETERS),
        manifest("a vector file of an absolute name", "\"" + PARAMETERS, "\"/etc/" + PARAMETERS),
        manifest(
            "a vector file on another machine", "\"" + PARAMETERS, "\"hdfs://host/" + PARAMETERS),
        new BadInput(
            "a vector file that is a link to outside",
            d -> {
              Path model = TinyModel.write(d.resolve("model"));
              Path file = model.resolve(PARAMETERS);
              Files.move(file, d.resolve("elsewhere"));
              Files.createSymbolicLink(file, d.resolve("elsewhere"));
              return sample(model);
            }),
        manifest(
            "a vector of 2^31 - 1 numbers",
            "\"length\" : " + TinyModel.PARAMETERS,
            "\"length\" : 2147483647"),
        manifest(
            "a network of 2 billion columns", "\"dimension\" : 1", "\"dimension\" : 2000000000"),
        manifest("a network of other widths", "\"hidden\" : [ 2 ]", "\"hidden\" : [ 3 ]"),
        manifest("a scaler of no columns", "\"scale\" : [ 1.0 ]", "\"scale\" : [ ]"),
        manifest("a scale of 0", "\"scale\" : [ 1.0 ]", "\"scale\" : [ 0.0 ]"),
        manifest("a column's type that is none", "\"double\"", "\"double, b int\""),
        new BadInput(
            "a parameter file cut short",
            d -> {
              Path file = TinyModel.write(d).resolve(PARAMETERS);
              Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 7));
              return sample(d);
            }),
        new BadInput(
            "a parameter file with one changed bit",
            d -> {
              Path file = TinyModel.write(d).resolve(PARAMETERS);
              byte[] bytes = Files.readAllBytes(file);
              bytes[5] ^= 1;
              Files.write(file, bytes);
              return sample(d);
            }),
        new BadInput(
            "a parameter file that is gone",
            d -> {
              Files.delete(TinyModel.write(d).resolve(PARAMETERS));
              return sample(d);
            }),
        new BadInput(
            "a table that lacks the model's columns",
            d -> {
              Path table = Files.write(d.resolve("table.csv"), List.of("b", "1", "2"));
              Path model = TinyModel.write(d.resolve("model"));
              return List.of(
                  "likelihood", "--model", model.toString(), "--input", table.toString());
            }),
        new BadInput(
            "samples that are none",
            d -> {
              Files.writeString(d.resolve("a.parquet"), "none");
              return List.of(
                  "evaluate", "--reference", "dataset:normal-1", "--samples", d.toString());
            }));
  }

  /** A sound model but for one place in its manifest. */
  private static BadInput manifest(String what, String sound, String changed) {
    return new BadInput(
        what,
        d -> {
          Path file = TinyModel.write(d).resolve("model.json");
          String text = Files.readString(file);
          if (!text.contains(sound)) {
            throw new IOException("Cannot find " + sound + " in " + text);
          }
          Files.writeString(file, SignedManifest.of(text.replace(sound, changed)));
          return sample(d);
        });
  }

  private static List<String> sample(Path model) {
    LocalSpark.session();
    return new ArrayList<>(List.of("sample", "--model", model.toString(), "--count", "5"));
  }
}
