package io.ncsn.report;

import io.ncsn.report.ReportInputs.Chains;
import io.ncsn.report.ReportInputs.ChainsFrame;
import io.ncsn.report.ReportInputs.FieldView;
import io.ncsn.report.ReportInputs.Plane;
import io.ncsn.report.ReportInputs.ScoreField;
import io.ncsn.report.ReportInputs.Surface;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The pictures of data of two columns. Each is a player: charts, and frames that say what each of
 * them shows: {@code {label, charts: {id: {image, arrows, points}}}}, the image by its number.
 */
final class PlaneModel {
  private final ChartSheet sheet;
  private final Plane plane;
  private final List<String> images = new ArrayList<>();

  private PlaneModel(ChartSheet sheet, Plane plane) {
    this.sheet = sheet;
    this.plane = plane;
  }

  static Map<String, Object> of(Plane plane, ChartSheet sheet) {
    return new PlaneModel(sheet, plane).model();
  }

  private Map<String, Object> model() {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("points", PlaneCharts.points(sheet, plane));
    if (!plane.fields().isEmpty()) {
      model.put("field", field());
      landscape().ifPresent(landscape -> model.put("landscape", landscape));
    }
    plane.chains().ifPresent(chains -> model.put("chains", chains(chains)));
    model.put("images", ScriptJson.inScript(images));
    return model;
  }

  private Map<String, Object> field() {
    boolean known = plane.fields().stream().allMatch(field -> field.truth().isPresent());
    List<Map<String, String>> charts = new ArrayList<>();
    if (known) {
      charts.add(chart(PlaneCharts.field(sheet, plane), "True score"));
    }
    charts.add(chart(PlaneCharts.field(sheet, plane), known ? "Learned score" : "Score"));
    List<Map<String, Object>> frames = new ArrayList<>();
    for (ScoreField field : plane.fields()) {
      List<FieldView> views =
          Stream.concat(field.truth().stream(), Stream.of(field.learned())).toList();
      List<FieldView> drawn = known ? views : List.of(field.learned());
      double longest = Arrows.longest(drawn);
      double greatest =
          drawn.stream()
              .flatMap(view -> view.logDensity().stream())
              .map(SurfaceImage::normalised)
              .mapToDouble(SurfaceImage::greatest)
              .max()
              .orElse(0);
      Map<String, Object> shown = new LinkedHashMap<>();
      for (int i = 0; i < drawn.size(); i++) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("arrows", Arrows.of(field.points(), drawn.get(i), longest));
        drawn
            .get(i)
            .logDensity()
            .map(SurfaceImage::normalised)
            .ifPresent(logs -> content.put("image", image(SurfaceImage.density(logs, greatest))));
        shown.put(charts.get(i).get("id"), content);
      }
      frames.add(frame("σ = " + Numbers.text(field.sigma()), shown));
    }
    Map<String, Object> player = player(charts, frames, frames.size() - 1);
    player.put("density", hasDensity());
    return player;
  }

  /** Whether there is a picture behind the learned arrows and the chains. */
  private boolean hasDensity() {
    return plane.fields().stream().anyMatch(field -> field.learned().logDensity().isPresent());
  }

  /** The learned density at the least noise level as an energy, with the data. */
  private Optional<Map<String, Object>> landscape() {
    ScoreField field =
        plane.fields().stream().min(Comparator.comparingDouble(ScoreField::sigma)).orElseThrow();
    if (field.learned().logDensity().isEmpty()) {
      return Optional.empty();
    }
    List<Map<String, String>> charts = new ArrayList<>();
    Map<String, Object> shown = new LinkedHashMap<>();
    charts.add(chart(PlaneCharts.real(sheet, plane), "Real points"));
    field
        .truth()
        .flatMap(FieldView::logDensity)
        .ifPresent(logs -> addEnergy(charts, shown, "True energy", logs));
    addEnergy(charts, shown, "Learned energy", field.learned().logDensity().get());
    Map<String, Object> player =
        player(charts, List.of(frame("σ = " + Numbers.text(field.sigma()), shown)), 0);
    player.put("gradient", SurfaceImage.energyGradient());
    player.put("nats", SurfaceImage.ENERGY_NATS);
    player.put("sigma", Numbers.text(field.sigma()));
    return Optional.of(player);
  }

  private void addEnergy(
      List<Map<String, String>> charts, Map<String, Object> shown, String name, Surface logs) {
    Map<String, String> chart = chart(PlaneCharts.picture(sheet, plane), name);
    charts.add(chart);
    shown.put(chart.get("id"), Map.of("image", image(SurfaceImage.energy(logs))));
  }

  /** Chains over the density, learned, of the noise level that is next to theirs. */
  private Map<String, Object> chains(Chains chains) {
    Map<String, String> chart = chart(PlaneCharts.moving(sheet, plane), "Chains");
    List<Map<String, Object>> frames = new ArrayList<>();
    for (ChainsFrame frame : chains.frames()) {
      Map<String, Object> content = new LinkedHashMap<>();
      content.put(
          "points",
          frame.points().stream()
              .filter(point -> Double.isFinite(point[0]) && Double.isFinite(point[1]))
              .map(
                  point ->
                      new double[] {Numbers.rounded(point[0], 4), Numbers.rounded(point[1], 4)})
              .toList());
      background(frame.sigma()).ifPresent(image -> content.put("image", image(image)));
      String sigma = frame.sigma() > 0 ? "σ = " + Numbers.text(frame.sigma()) : "denoised";
      frames.add(
          frame(
              "step %s of %s, %s"
                  .formatted(Numbers.count(frame.step()), Numbers.count(chains.steps()), sigma),
              Map.of(chart.get("id"), content)));
    }
    Map<String, Object> player = player(List.of(chart), frames, 0);
    player.put("sampler", chains.sampler());
    player.put("density", hasDensity());
    return player;
  }

  private Optional<String> background(double sigma) {
    return plane.fields().stream()
        .min(
            Comparator.comparingDouble(
                field ->
                    Math.abs(
                        Math.log(field.sigma()) - Math.log(Math.max(sigma, Double.MIN_NORMAL)))))
        .flatMap(field -> field.learned().logDensity())
        .map(logs -> SurfaceImage.density(logs, SurfaceImage.greatest(logs)));
  }

  /** Its number among the images of all players. */
  private int image(String uri) {
    if (!images.contains(uri)) {
      images.add(uri);
    }
    return images.indexOf(uri);
  }

  private static Map<String, String> chart(String id, String caption) {
    return Map.of("id", id, "caption", caption);
  }

  private static Map<String, Object> frame(String label, Map<String, Object> charts) {
    Map<String, Object> frame = new LinkedHashMap<>();
    frame.put("label", label);
    frame.put("charts", charts);
    return frame;
  }

  /**
   * @param first the frame shown first
   */
  private Map<String, Object> player(
      List<Map<String, String>> charts, List<Map<String, Object>> frames, int first) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("extent", plane.extent());
    content.put("frames", frames);
    Map<String, Object> player = new LinkedHashMap<>();
    player.put("charts", charts);
    player.put("json", ScriptJson.inScript(content));
    player.put("controls", frames.size() > 1);
    player.put("first", first);
    player.put("last", frames.size() - 1);
    return player;
  }
}
