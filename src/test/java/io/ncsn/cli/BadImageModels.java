package io.ncsn.cli;

import static io.ncsn.cli.BadInput.settings;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.ncsn.data.image.MadePictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Networks that do not fit their images, and what models of images cannot do. */
final class BadImageModels {
  private static final String UNET = "network.architecture=unet";
  private static final String WIDTH = "data.image.width=8";
  private static final String HEIGHT = "data.image.height=8";

  private BadImageModels() {}

  static List<BadInput> all() {
    return List.of(
        settings("a U-Net without the size of its images", UNET),
        settings(
            "a U-Net of images that are too large",
            UNET,
            "data.image.width=129",
            "data.image.height=3"),
        settings(
            "a U-Net with a level that has no blocks",
            UNET,
            WIDTH,
            HEIGHT,
            "network.unet.channels=[16, 32, 64]",
            "network.unet.blocks=[1, 2]"),
        settings(
            "a U-Net whose channels make no groups",
            UNET,
            WIDTH,
            HEIGHT,
            "network.unet.channels=[32, 40]",
            "network.unet.blocks=[1, 1]"),
        settings(
            "a U-Net with attention at more levels than it has",
            UNET,
            WIDTH,
            HEIGHT,
            "network.unet.attention=[true, true, false]"),
        settings(
            "a U-Net with attention at fewer levels than it has",
            UNET,
            WIDTH,
            HEIGHT,
            "network.unet.channels=[16, 32, 48]",
            "network.unet.blocks=[1, 1, 2]",
            "network.unet.attention=[false, true]"),
        settings(
            "a U-Net with attention at a level of one block",
            UNET,
            WIDTH,
            HEIGHT,
            "network.unet.attention=true,true",
            "network.unet.blocks=[1, 2]"),
        settings(
            "a U-Net with attention between too many pixels",
            UNET,
            "data.image.width=127",
            "data.image.height=65",
            "network.unet.patch=2",
            "network.unet.attention=[true, true, true]"),
        settings(
            "an energy of images with labels without convolutions",
            WIDTH,
            HEIGHT,
            "data.image.label=label",
            "network.kind=energy"),
        new BadInput(
            "densities by the probability flow of images whose label the network is not told",
            d -> asked("likelihood", d, false, "--set", "likelihood.method=ode")),
        new BadInput(
            "densities of images with labels that have noise",
            d -> asked("likelihood", d, true, "--set", "likelihood.sigma=0.5")),
        new BadInput(
            "densities by the probability flow of images and other columns",
            d -> besideColumns(d, "likelihood.method=ode")),
        new BadInput(
            "densities of images and other columns that have noise",
            d -> besideColumns(d, "likelihood.sigma=0.5")),
        new BadInput(
            "a condition between two seeds on labels that are drawn with the images",
            d -> between(TinyImageModel.write(d.resolve("model"), false), "label=cat")),
        new BadInput(
            "a condition between two seeds on columns that are drawn with the images",
            d -> between(TinyImageModel.withColumns(d.resolve("model"), false), "age=4")),
        new BadInput("a mask image of another size", d -> masked(d, MadePictures.grey(2, 3))),
        new BadInput("a mask image that is no picture", d -> masked(d, "white".getBytes(UTF_8))),
        new BadInput(
            "a mask image that is not there",
            d -> asked("impute", d, true, "--mask-image", d + "/mask.png")),
        new BadInput(
            "an evaluation by a model that keeps no classifier", BadImageModels::evaluated));
  }

  private static List<String> masked(Path directory, byte[] file) throws IOException {
    Path mask = Files.write(directory.resolve("mask.png"), file);
    return asked("impute", directory, true, "--mask-image", mask.toString());
  }

  private static List<String> besideColumns(Path directory, String setting) throws IOException {
    Path table =
        BadInput.table(
            directory,
            "select array(id, 7, 1, 200, 30, 4) as image, 'cat' as label, 4 as age from range(3)");
    Path model = TinyImageModel.withColumns(directory.resolve("model"), true);
    return List.of(
        "likelihood", "--model", model.toString(), "--input", table.toString(), "--set", setting);
  }

  private static List<String> between(Path model, String condition) {
    return List.of(
        "sample",
        "--model",
        model.toString(),
        "--interpolate",
        "1,2",
        "--set",
        "sample.where." + condition);
  }

  /** Samples and a reference that are the same three images. */
  private static List<String> evaluated(Path directory) throws IOException {
    List<String> line = asked("likelihood", directory, true);
    String table = line.get(line.size() - 1);
    return List.of(
        "evaluate",
        "--model",
        line.get(2),
        "--samples",
        table,
        "--reference",
        table,
        "--set",
        "data.image.width=3",
        "--set",
        "data.image.height=2",
        "--set",
        "data.image.label=label");
  }

  /**
   * Asks a command for something of a model of images, and of three images.
   *
   * @param flagged whether the model can be told labels
   */
  private static List<String> asked(
      String command, Path directory, boolean flagged, String... options) throws IOException {
    Path table =
        BadInput.table(
            directory, "select array(id, 7, 1, 200, 30, 4) as image, 'cat' as label from range(3)");
    Path model = TinyImageModel.write(directory.resolve("model"), flagged);
    List<String> line =
        new ArrayList<>(List.of(command, "--model", model.toString(), "--input", table.toString()));
    line.addAll(List.of(options));
    return line;
  }
}
