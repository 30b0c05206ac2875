package io.ncsn.report;

import com.github.jknack.handlebars.Context;
import com.github.jknack.handlebars.EscapingStrategy;
import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.context.MapValueResolver;
import com.github.jknack.handlebars.io.ClassPathTemplateLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Pages from templates, with all they need inside. */
final class Html {
  private static final String ECHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";

  private Html() {}

  /**
   * A page.
   *
   * @param template name of its template in this package
   * @param model texts, which the template escapes, and ids of charts
   * @param sheet the charts
   */
  static String render(String template, Map<String, Object> model, ChartSheet sheet) {
    Map<String, Object> all = new LinkedHashMap<>(model);
    all.put("style", resource("report.css"));
    all.put("echarts", resource(ECHARTS));
    all.put("script", resource("report.js"));
    all.put("charts", sheet.toJson());
    Handlebars handlebars =
        new Handlebars(new ClassPathTemplateLoader("/io/ncsn/report", ".hbs"))
            .with(EscapingStrategy.HTML_ENTITY);
    try {
      return handlebars
          .compile(template)
          .apply(Context.newBuilder(all).resolver(MapValueResolver.INSTANCE).build());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot render the report", e);
    }
  }

  private static String resource(String name) {
    try (InputStream stream = Html.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(
            "Cannot find " + name + " on the class path; the jar is incomplete, build it again");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + name, e);
    }
  }
}
