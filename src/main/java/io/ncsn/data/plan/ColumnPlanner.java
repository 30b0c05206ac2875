package io.ncsn.data.plan;

import io.ncsn.config.CellSettings.Nulls;
import io.ncsn.config.ColumnKind;
import io.ncsn.data.codec.ConstantCodec;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.MaskedCodec;
import io.ncsn.data.codec.SpreadCodec;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** Finds out what the columns of a table are. */
public final class ColumnPlanner {
  private static final double EXACT = 0x1p53;

  private final Dataset<Row> table;
  private final PlanOptions options;

  private ColumnPlanner(Dataset<Row> table, PlanOptions options) {
    this.table = table;
    this.options = options;
  }

  /**
   * Reads the table once, and again only the columns that have very many levels; before that, it
   * reads the columns of vectors for their lengths. The plan depends on the rows alone, not on
   * their order or on the cluster.
   *
   * @param table the columns to model
   * @throws DataException if a column cannot be modelled, or not as the kind that was asked for
   */
  public static TablePlan plan(Dataset<Row> table, PlanOptions options) {
    return new ColumnPlanner(table, options).plan(TableProfile.of(table, options));
  }

  private TablePlan plan(TableProfile profile) {
    return new TablePlan(profile.rows(), profile.columns().stream().map(this::plan).toList());
  }

  /** Plans rows of which none of the columns has very many levels. */
  static TablePlan plan(Iterator<InternalRow> rows, StructType schema, PlanOptions options) {
    return new ColumnPlanner(null, options)
        .plan(TableProfile.of(rows, schema.fields(), options, new int[schema.fields().length]));
  }

  private ColumnPlan plan(ColumnProfile profile) {
    Nulls nulls = options.cells().nulls(profile.name());
    ColumnPlan plan = plan(profile, nulls == Nulls.MODEL ? profile.nulls() : 0);
    return nulls == Nulls.UNKNOWN && profile.nulls() > 0
        ? plan.with(new MaskedCodec(plan.codec()))
        : plan;
  }

  private ColumnPlan plan(ColumnProfile profile, long nulls) {
    ColumnKind asked = options.cells().kind(profile.name()).orElse(null);
    if (profile.isVector()) {
      return vector(profile, nulls, asked);
    }
    if (profile.filled() == 0 && profile.beyond() > 0) {
      throw KeyColumn.unusable(profile);
    }
    if (profile.filled() == 0) {
      return nothing(profile);
    }
    if (!profile.isText()) {
      requireFitting(profile, asked, profile.keys());
      Fit fit = Fit.of(profile.name(), profile.keys(), nulls, options);
      return keys(profile, fit, asked).withBadCells(profile.bad());
    }
    KeyProfile typed = typed(profile, asked);
    if (typed == null) {
      return new TextColumn(table, profile, nulls, options).plan(asked);
    }
    Fit fit = Fit.of(profile.name(), typed, nulls, options);
    if (!profile.texts().isFormed()) {
      return retyped(profile, fit, typed, asked);
    }
    Optional<ColumnPlan> plan =
        profile
            .texts()
            .form(typed)
            .filter(type -> asked != ColumnKind.INTEGER || type.equals(TextForms.WHOLE))
            .map(type -> keys(profile, fit.as(type), asked));
    if (plan.isPresent() && plan.get().codec() instanceof SpreadCodec spread) {
      return plan.get().with(spread.asText());
    }
    return asked == null || asked == ColumnKind.CONSTANT
        ? new TextColumn(table, profile, nulls, options).plan(asked)
        : retyped(profile, fit, typed, asked);
  }

  private ColumnPlan vector(ColumnProfile profile, long nulls, ColumnKind asked) {
    if (asked != null && asked != ColumnKind.VECTOR) {
      throw unfit(profile, asked, profile.type());
    }
    if (profile.filled() == 0 && profile.bad() > 0) {
      throw VectorColumn.unusable(profile);
    }
    return profile.filled() == 0
        ? nothing(profile)
        : new VectorColumn(profile, nulls, options).plan();
  }

  /** Plans a text column as one of the type that its numbers or times are of. */
  private ColumnPlan retyped(ColumnProfile profile, Fit fit, KeyProfile typed, ColumnKind asked) {
    return keys(profile, fit.as(narrowest(profile, fit)), asked)
        .withBadCells(profile.filled() - typed.rows());
  }

  private ColumnPlan keys(ColumnProfile profile, Fit fit, ColumnKind asked) {
    return new KeyColumn(table, profile, fit, options).plan(asked);
  }

  private static ColumnPlan nothing(ColumnProfile profile) {
    return new ColumnPlan(
        profile.name(),
        profile.type(),
        ColumnKind.CONSTANT,
        "nothing but null",
        "no value",
        profile.nulls(),
        List.of(),
        new ConstantCodec(profile.name(), profile.type(), null));
  }

  /** Returns the cells of a text column as numbers or times; null if they are to stay text. */
  private static KeyProfile typed(ColumnProfile profile, ColumnKind asked) {
    KeyProfile typed = profile.texts().typed(asked);
    if (asked == ColumnKind.VECTOR || (typed != null && typed.rows() == 0)) {
      throw unfit(profile, asked, "text");
    }
    return typed;
  }

  private static void requireFitting(ColumnProfile profile, ColumnKind asked, KeyProfile keys) {
    if (asked == null) {
      return;
    }
    String type = keys.line().type();
    boolean fits =
        switch (asked) {
          case DATE -> type.equals("date");
          case TIMESTAMP -> type.startsWith("timestamp");
          case BOOLEAN -> type.equals("boolean");
          case NUMBER, INTEGER -> !keys.line().isTime() && !type.equals("boolean");
          case VECTOR -> false;
          default -> true;
        };
    if (!fits) {
      throw unfit(profile, asked, type);
    }
  }

  private static DataException unfit(ColumnProfile profile, ColumnKind asked, String found) {
    return new DataException(
        "Cannot take column '%s' as %s: found %s; set another kind in data.types, such as %s"
            .formatted(
                profile.name(), asked.label(), found, profile.isVector() ? "vector" : "category"));
  }

  /** Returns the narrowest type that holds the numbers of a text column. */
  private static String narrowest(ColumnProfile profile, Fit fit) {
    if (!fit.line().isReal()) {
      return fit.line().type();
    }
    double least = fit.line().number(fit.least());
    double greatest = fit.line().number(fit.greatest());
    if (!profile.texts().areIntegers() || least < -EXACT || greatest > EXACT) {
      return "double";
    }
    return least >= Integer.MIN_VALUE && greatest <= Integer.MAX_VALUE ? "int" : "bigint";
  }
}
