package io.ncsn.settings;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.ncsn.config.Bounds;
import io.ncsn.config.Choice;
import io.ncsn.config.Kind;
import io.ncsn.config.Measure;
import io.ncsn.config.Origins;
import io.ncsn.config.Values;
import io.ncsn.settings.Study.Baseline;
import io.ncsn.settings.Study.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one study: its measures, and the settings of each run. */
final class StudyReader {
  private static final String ALONG = StudyWords.ALONG;
  private static final Kind<String> TEXT = Kind.text("a line of text");
  private static final Kind<Measure> MEASURE = Kind.choice(Measure.class, Measure::isCompared);
  private static final Kind<List<Measure>> MEASURES =
      Kind.nonEmpty(Kind.list("a list of measures, each " + MEASURE.need(), MEASURE));

  private final SettingsCheck check;
  private final ConfigObject base;
  private final Set<Requirement> requirements;
  private final String name;
  private final ConfigObject study;
  private final StudyWords words;
  private final Values values;

  /**
   * @param base the settings that the study varies, with the defaults
   * @param path the study's path, which messages name
   */
  StudyReader(
      SettingsCheck check,
      ConfigObject base,
      Set<Requirement> requirements,
      String name,
      String path,
      ConfigObject study) {
    this.check = check;
    this.base = base;
    this.requirements = requirements;
    this.name = name;
    this.study = study;
    this.words = new StudyWords(check, study, path);
    this.values = words.values();
  }

  /** Empty if it says too little to go on. */
  Optional<Study> read() {
    List<Measure> measures = values.readIfSet(key("measures"), MEASURES).orElse(List.of());
    words.required("measures", "a list of measures such as [sliced-wasserstein]");
    List<Variant> variants = variants();
    Optional<String> x = values.readIfSet(key("x"), TEXT);
    values.rule(
        List.of(key("x")),
        x.isPresent() && !check.isKnown(x.get()) && Choice.named(Measure.class, x.get()).isEmpty(),
        "%s is %s: need a setting's key, such as noise.levels, or a measure, %s"
            .formatted(key("x"), x.orElse(""), MEASURE.need()));
    Optional<String> axis = x.or(() -> axis(variants));
    Optional<Baseline> baseline = baseline(variants, measures);
    String title = values.readIfSet(key("title"), TEXT).orElse(name);
    String text = values.readIfSet(key("text"), TEXT).orElse("");
    values.problems().forEach(check::problem);
    return measures.isEmpty() || variants.isEmpty()
        ? Optional.empty()
        : Optional.of(new Study(name, title, text, measures, axis, baseline, variants));
  }

  /** The setting that runs vary, if the study does not name it: there must be just one. */
  private Optional<String> axis(List<Variant> variants) {
    List<String> along =
        variants.stream()
            .flatMap(variant -> variant.runs().stream())
            .flatMap(run -> run.along().keySet().stream())
            .distinct()
            .sorted()
            .toList();
    if (along.size() > 1) {
      check.problem(
          "%s: %s is not set: the runs go along %s; set it to one of them or to a measure"
              .formatted(Origins.describe(study), key("x"), along));
    }
    return along.stream().findFirst();
  }

  private Optional<Baseline> baseline(List<Variant> variants, List<Measure> measures) {
    if (!study.containsKey("baseline")) {
      return Optional.empty();
    }
    Optional<String> variant = values.readIfSet(key("baseline.variant"), TEXT);
    words.required("baseline.variant", "the name of a variant");
    values.rule(
        List.of(key("baseline.variant")),
        variant.isPresent() && variants.stream().noneMatch(v -> v.name().equals(variant.get())),
        "%s is '%s', but the variants are %s; name one of them"
            .formatted(
                key("baseline.variant"),
                variant.orElse(""),
                variants.stream().map(Variant::name).toList()));
    Optional<Measure> measure = values.readIfSet(key("baseline.measure"), MEASURE);
    words.required("baseline.measure", MEASURE.need());
    measured("baseline.measure", measure, measures);
    Optional<Measure> cost = values.readIfSet(key("baseline.cost"), MEASURE);
    words.required("baseline.cost", MEASURE.need());
    measured("baseline.cost", cost, measures);
    double within = values.read(key("baseline.within"), Kind.number(Bounds.NOT_NEGATIVE));
    return variant.isPresent() && measure.isPresent() && cost.isPresent()
        ? Optional.of(new Baseline(variant.get(), measure.get(), cost.get(), within))
        : Optional.empty();
  }

  private void measured(String word, Optional<Measure> measure, List<Measure> measures) {
    values.rule(
        List.of(key(word), key("measures")),
        measure.isPresent() && !measures.contains(measure.get()),
        "%s is %s, which %s does not have; add it there"
            .formatted(key(word), measure.map(Choice::name).orElse(""), key("measures")));
  }

  private List<Variant> variants() {
    ConfigObject all = section(study, "variants");
    if (all.isEmpty()) {
      check.problem(
          "%s: %s is not set: need at least one variant, NAME { settings }; see docs/compare.md"
              .formatted(Origins.describe(study), key("variants")));
    }
    ConfigObject shared = section(study, "settings");
    List<Variant> variants = new ArrayList<>();
    StudiesReader.inOrder(all)
        .forEach(
            entry -> {
              ConfigObject variant = section(all, entry.getKey());
              ConfigObject along = section(variant, ALONG).withFallback(section(study, ALONG));
              RunsReader runs =
                  new RunsReader(check, base, requirements, key("variants." + entry.getKey()));
              variants.add(
                  new Variant(
                      entry.getKey(),
                      runs.read(variant.withoutKey(ALONG).withFallback(shared), along)));
            });
    return variants;
  }

  private ConfigObject section(ConfigObject parent, String word) {
    ConfigValue value = parent.get(word);
    if (value instanceof ConfigObject object) {
      return object;
    }
    if (value != null) {
      check.problem(
          "%s: Cannot set %s to %s: need settings in braces; see docs/compare.md"
              .formatted(Origins.describe(value), key(word), Origins.quote(value)));
    }
    return ConfigFactory.empty().root();
  }

  private String key(String word) {
    return words.key(word);
  }
}
