package io.ncsn.report;

import io.ncsn.evaluate.NearestImages;
import io.ncsn.report.Images.ChainFrame;
import io.ncsn.report.Images.ClassImages;
import io.ncsn.report.Images.Completion;
import io.ncsn.report.Images.Neighbours;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The template's values of images. Of large images fewer are shown: a picture has about half a
 * megabyte at most, so that the page stays below ten.
 */
final class ImagesModel {
  private static final int ACROSS = 10;
  private static final int IMAGES = 100;
  private static final int FRAMES = 12;
  private static final int CLASSES = 40;

  /** Numbers of all images of a picture. */
  private static final int NUMBERS = 500_000;

  /** Numbers of all images by class. */
  private static final int NUMBERS_BY_CLASS = 1_500_000;

  private final Images images;
  private final ImageGrid grid;

  /** Numbers of an image. */
  private final int size;

  private ImagesModel(Images images) {
    this.images = images;
    this.grid = ImageGrid.spanning(images.width(), images.channels(), images.real());
    this.size = images.real().get(0).length;
  }

  static Map<String, Object> of(Images images) {
    return new ImagesModel(images).values();
  }

  private Map<String, Object> values() {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("real", grid.dataUri(head(images.real(), within(IMAGES, 1)), ACROSS));
    if (!images.samples().isEmpty()) {
      model.put("samples", grid.dataUri(head(images.samples(), within(IMAGES, 1)), ACROSS));
    }
    if (!images.classes().isEmpty()) {
      int most = Math.max(1, Math.min(CLASSES, NUMBERS_BY_CLASS / 2 / size));
      int shown = Math.min(most, images.classes().size());
      int across = Math.max(1, Math.min(ACROSS, NUMBERS_BY_CLASS / 2 / shown / size));
      model.put(
          "classes",
          images.classes().subList(0, shown).stream().map(one -> ofClass(one, across)).toList());
      if (shown < images.classes().size()) {
        model.put("hiddenClasses", images.classes().size() - shown);
      }
    }
    if (!images.neighbours().isEmpty()) {
      model.put("neighbours", neighbours());
      model.put("searched", NearestImages.SEARCHED);
    }
    if (!images.completions().isEmpty()) {
      model.put("completions", completions());
    }
    if (!images.chain().isEmpty()) {
      model.put("chain", chain());
      model.put("chains", Math.min(images.chain().get(0).rows().size(), within(IMAGES, FRAMES)));
    }
    return model;
  }

  /** Returns how many images a picture shows, if there are {@code wanted} and some pictures. */
  private int within(int wanted, int pictures) {
    return Math.max(1, Math.min(wanted, NUMBERS / pictures / size));
  }

  private static List<float[]> head(List<float[]> rows, int count) {
    return rows.subList(0, Math.min(count, rows.size()));
  }

  /** Draws samples of a class above real images of it. */
  private Map<String, Object> ofClass(ClassImages one, int across) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("label", one.label());
    model.put("count", Numbers.count(one.drawn()));
    if (!one.samples().isEmpty()) {
      model.put("samples", grid.dataUri(head(one.samples(), across), across));
    }
    if (!one.real().isEmpty()) {
      model.put("real", grid.dataUri(head(one.real(), across), across));
    }
    return model;
  }

  /** Draws each sample above its training images. */
  private String neighbours() {
    int deep = images.neighbours().get(0).training().size();
    int shown = Math.min(images.neighbours().size(), within(IMAGES, 1 + deep));
    List<Neighbours> all = images.neighbours().subList(0, shown);
    List<float[]> cells = new ArrayList<>(all.stream().map(Neighbours::sample).toList());
    for (int i = 0; i < deep; i++) {
      int place = i;
      all.forEach(one -> cells.add(one.training().get(place)));
    }
    return grid.dataUri(cells, all.size());
  }

  /** Draws each real image above what of it was given and what was drawn. */
  private String completions() {
    int deep = images.completions().get(0).draws().size();
    int shown = Math.min(images.completions().size(), within(IMAGES, 2 + deep));
    List<Completion> all = images.completions().subList(0, shown);
    List<float[]> cells = new ArrayList<>(all.stream().map(Completion::real).toList());
    all.forEach(one -> cells.add(given(one)));
    for (int i = 0; i < deep; i++) {
      int place = i;
      all.forEach(one -> cells.add(one.draws().get(place)));
    }
    return grid.dataUri(cells, all.size());
  }

  /** What was not given is grey. */
  private float[] given(Completion one) {
    float[] image = one.real().clone();
    Arrays.fill(image, one.known(), image.length, (float) ((grid.black() + grid.white()) / 2));
    return image;
  }

  /** Draws the chains at each of some noise levels, one below the other. */
  private List<Map<String, String>> chain() {
    List<ChainFrame> all = images.chain();
    int frames = Math.min(FRAMES, all.size());
    return IntStream.range(0, frames)
        .map(i -> frames == 1 ? 0 : i * (all.size() - 1) / (frames - 1))
        .mapToObj(all::get)
        .map(
            frame ->
                Map.of(
                    "sigma",
                    Numbers.text(frame.sigma()),
                    "image",
                    grid.dataUri(head(frame.rows(), within(IMAGES, FRAMES)), 1)))
        .toList();
  }
}
