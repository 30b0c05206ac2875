package io.ncsn.report;

import com.github.jknack.handlebars.Context;
import com.github.jknack.handlebars.EscapingStrategy;
import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.Template;
import com.github.jknack.handlebars.context.MapValueResolver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The report of a run: one HTML file that needs no network. */
public final class Report {
  private static final String ECHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";

  private Report() {}

  /** The report as HTML; write it as UTF-8. */
  public static String render(ReportInputs inputs) {
    ChartSheet sheet = new ChartSheet();
    Map<String, Object> model = new LinkedHashMap<>(ReportModel.of(inputs, sheet));
    model.put("style", resource("report.css"));
    model.put("echarts", resource(ECHARTS));
    model.put("script", resource("report.js"));
    model.put("charts", sheet.toJson());
    Handlebars handlebars = new Handlebars().with(EscapingStrategy.HTML_ENTITY);
    try {
      Template template = handlebars.compileInline(resource("report.hbs"));
      return template.apply(Context.newBuilder(model).resolver(MapValueResolver.INSTANCE).build());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot render the report", e);
    }
  }

  private static String resource(String name) {
    try (InputStream stream = Report.class.getResourceAsStream(name)) {
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
