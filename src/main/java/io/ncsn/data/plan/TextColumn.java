package io.ncsn.data.plan;

import io.ncsn.config.ColumnKind;
import io.ncsn.data.codec.CategoryCodec;
import io.ncsn.data.codec.ColumnCodec;
import io.ncsn.data.codec.ConstantCodec;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.IdCodec;
import io.ncsn.data.codec.IdPattern;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Plans a column whose cells are taken as text.
 *
 * @param nulls number of nulls that are a level
 */
record TextColumn(Dataset<Row> table, ColumnProfile profile, long nulls, PlanOptions options) {
  /** Texts may be unique by chance in fewer rows. */
  static final long FEWEST_IDS = 50;

  private static final double NEARLY = 0.95;
  private static final String STRING = "string";

  ColumnPlan plan(ColumnKind asked) {
    TextProfile texts = profile.texts();
    if (asked != ColumnKind.CATEGORY && texts.distinct() == 1 && nulls == 0) {
      String value = texts.levels().keySet().iterator().next().toString();
      return made(
          ColumnKind.CONSTANT,
          "one text in every row",
          "1 level",
          new ConstantCodec(profile.name(), STRING, value));
    }
    if (asked == ColumnKind.BOOLEAN && texts.distinct() > 2) {
      throw new DataException(
          "Cannot take column '%s' as boolean: found %.0f different texts, need at most 2; set another kind in data.types"
              .formatted(profile.name(), texts.distinct()));
    }
    boolean mayBeNumbers = asked == null && !texts.isFormed(); // not what a table declares as text
    if (mayBeNumbers && texts.distinct() > options.limits().mostLevels()) {
      texts.commas().requireFew(profile.name(), texts.rows());
    }
    boolean isId = asked == ColumnKind.ID || (asked == null && mayBeId(texts) && areUnique(texts));
    return isId
        ? id(asked == null ? "each row has a text of its own" : "asked for")
        : category(profile, "text", levels(texts), nulls, STRING, options);
  }

  private boolean mayBeId(TextProfile texts) {
    return texts.rows() >= FEWEST_IDS && texts.distinct() >= NEARLY * texts.rows();
  }

  private boolean areUnique(TextProfile texts) {
    return texts.levels() == null
        ? new LevelCount(table, profile.name()).areUnique()
        : texts.levels().size() == texts.rows();
  }

  private CountedLevels levels(TextProfile texts) {
    int most = options.limits().kept();
    return texts.levels() == null
        ? new LevelCount(table, profile.name()).texts(most, texts.distinct(), texts.rows())
        : CountedLevels.of(texts.levels(), most);
  }

  private ColumnPlan id(String why) {
    Map<UTF8String, Long> levels = profile.texts().levels();
    Set<UTF8String> some =
        (levels == null ? new LevelCount(table, profile.name()).sample() : levels).keySet();
    IdPattern pattern = IdPattern.of(some.stream().map(UTF8String::toString).toList());
    long greatest =
        levels == null
            ? new LevelCount(table, profile.name()).greatest(pattern)
            : levels.keySet().stream()
                .mapToLong(level -> pattern.number(level.toString()))
                .max()
                .orElse(-1);
    return made(
        ColumnKind.ID,
        why,
        "not modelled",
        new IdCodec(profile.name(), STRING, pattern.pattern(), greatest + 1));
  }

  /** Plans a column of levels, of which the rare ones share a code if there are many. */
  static ColumnPlan category(
      ColumnProfile profile,
      String why,
      CountedLevels levels,
      long nulls,
      String type,
      PlanOptions options) {
    int coded = levels.coded(options.limits().mostCodes());
    String values =
        levels.all() == 1 ? "1 level" : String.format(Locale.ROOT, "%,d levels", levels.all());
    ColumnCodec codec =
        new CategoryCodec(
            profile.name(), type, nulls > 0, nulls, coded, levels.kept(), levels.otherRows());
    return new ColumnPlan(
        profile.name(),
        profile.type(),
        ColumnKind.CATEGORY,
        why + levels.left(nulls),
        values + levels.rare(coded, nulls),
        profile.nulls(),
        List.of(),
        codec);
  }

  private ColumnPlan made(ColumnKind kind, String why, String values, ColumnCodec codec) {
    return new ColumnPlan(
        profile.name(), profile.type(), kind, why, values, profile.nulls(), List.of(), codec);
  }
}
