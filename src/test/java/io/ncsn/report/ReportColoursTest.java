package io.ncsn.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Colours of reports keep the contrasts that WCAG 2.2 asks for, on light paper and on dark. */
class ReportColoursTest {
  /** Success criterion 1.4.3, for text of usual size. */
  private static final double TEXT = 4.5;

  /** Success criterion 1.4.11, for lines and points. */
  private static final double GRAPHICS = 3;

  private static final Pattern PALETTE = Pattern.compile(":root \\{([^}]*)}");
  private static final Pattern VARIABLE = Pattern.compile("--(\\w+): #(\\w+);");

  @Test
  void textCanBeReadInLightAndDark() throws IOException {
    List<Map<String, String>> palettes = palettes();

    assertThat(palettes).hasSize(2);
    for (Map<String, String> palette : palettes) {
      for (String text : List.of("ink", "soft", "accent")) {
        for (String ground : List.of("paper", "ground")) {
          assertThat(contrast(palette.get(text), palette.get(ground)))
              .as("%s on %s in %s", text, ground, palette)
              .isGreaterThanOrEqualTo(TEXT);
        }
      }
    }
  }

  @Test
  void linesCanBeSeenInLightAndDark() throws IOException {
    for (Map<String, String> palette : palettes()) {
      for (String colour : ChartSheet.colours()) {
        assertThat(contrast(colour.substring(1), palette.get("paper")))
            .as("%s on %s", colour, palette.get("paper"))
            .isGreaterThanOrEqualTo(GRAPHICS);
      }
    }
  }

  /** The variables of the light palette and of the dark one. */
  private static List<Map<String, String>> palettes() throws IOException {
    try (InputStream style = Report.class.getResourceAsStream("report.css")) {
      String css = new String(style.readAllBytes(), StandardCharsets.UTF_8);
      return PALETTE
          .matcher(css)
          .results()
          .map(
              found -> {
                Map<String, String> colours = new HashMap<>();
                Matcher variable = VARIABLE.matcher(found.group(1));
                while (variable.find()) {
                  colours.put(variable.group(1), variable.group(2));
                }
                return colours;
              })
          .toList();
    }
  }

  private static double contrast(String one, String other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  /** Relative luminance of a colour of three or six hexadecimal digits. */
  private static double luminance(String colour) {
    int digits = colour.length() / 3;
    double[] weights = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      String part = colour.substring(digits * i, digits * (i + 1)).repeat(3 - digits);
      double share = Integer.parseInt(part, 16) / 255.0;
      sum +=
          weights[i] * (share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4));
    }
    return sum;
  }
}
