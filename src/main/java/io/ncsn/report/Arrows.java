package io.ncsn.report;

import io.ncsn.report.ReportInputs.FieldView;
import java.util.ArrayList;
import java.util.List;

/** Score vectors as arrows: [x, y, degrees, pixels]. */
final class Arrows {
  private static final double SHORTEST = 5;
  private static final double LONGEST = 20;

  private Arrows() {}

  /** The greatest finite length of the views' scores. */
  static double longest(List<FieldView> views) {
    return views.stream()
        .flatMap(view -> view.scores().stream())
        .mapToDouble(score -> Math.hypot(score[0], score[1]))
        .filter(Double::isFinite)
        .max()
        .orElse(0);
  }

  /**
   * One arrow a point, its length by the root of the score's; none where the score is not finite.
   *
   * @param longest length of the score that gets the longest arrow
   */
  static List<double[]> of(List<double[]> points, FieldView view, double longest) {
    List<double[]> arrows = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      double[] point = points.get(i);
      double[] score = view.scores().get(i);
      double length = Math.hypot(score[0], score[1]);
      if (Double.isFinite(length) && longest > 0) {
        double degrees = Math.toDegrees(Math.atan2(score[1], score[0])) - 90;
        double pixels = SHORTEST + (LONGEST - SHORTEST) * Math.sqrt(length / longest);
        arrows.add(
            new double[] {
              Numbers.rounded(point[0], 4),
              Numbers.rounded(point[1], 4),
              Math.round(degrees),
              Math.round(pixels)
            });
      }
    }
    return arrows;
  }
}
