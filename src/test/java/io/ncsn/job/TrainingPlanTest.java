package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.data.shard.PreparedTable;
import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSpec;
import io.ncsn.settings.EffectiveValue;
import io.ncsn.settings.SettingsReader;
import io.ncsn.testing.LocalSpark;
import io.ncsn.train.TrainSettings;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainingPlanTest {
  private static final NetworkSpec SPEC = new NetworkSpec(2, List.of(16, 16), Form.EDM);

  /**
   * They say when and where work is done, and when it ends, which may change. The fillings count
   * for tables with unknown cells alone, so the plan adds them there.
   */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "checkpointEvery",
          "reduction",
          "calibrationRows",
          "emRounds",
          "startFrom",
          "maxRounds",
          "maxEpochs",
          "maxSeconds",
          "validateEvery",
          "patience",
          "targetLoss");

  static List<String> settings() {
    return Arrays.stream(TrainSettings.class.getRecordComponents())
        .map(RecordComponent::getName)
        .toList();
  }

  /** A setting that is new and forgotten here would let a run of other settings be resumed. */
  @ParameterizedTest
  @MethodSource("settings")
  void aModelIsResumedOnlyByTheSettingsThatMadeIt(String name) throws Exception {
    TrainSettings train =
        new SettingsReader(location -> "")
            .read(Optional.empty(), List.of(), Set.of())
            .settings()
            .train();
    String before = train.whatParametersDependOn(SPEC);
    String after = ((TrainSettings) with(train, name)).whatParametersDependOn(SPEC);
    assertThat(after.equals(before)).isEqualTo(WITHOUT_EFFECT.contains(name));
  }

  /** Half a pass over the training rows, of which a round takes 2 replicas' 128. */
  @Test
  void theRecordSaysWhichSettingLimitsTheRounds(@TempDir Path folder) {
    SparkSession spark = LocalSpark.session();
    Training training =
        Training.of(
            ShortTraining.settings(
                "data.input=dataset:mixture",
                "data.rows=1013",
                "network.hidden=[7]",
                "train.averaging-frequency=1",
                "train.max-rounds=1009",
                "train.max-epochs=0.5"));
    PreparedTable table = training.prepare(spark, folder.resolve("work").toString());
    TrainingResult result = training.on(spark, table, folder.resolve("model").toString());
    int rounds = (int) Math.ceil(table.rows() / 2.0 / (2 * 128));
    assertThat(result.plan().settings().values())
        .contains(
            new EffectiveValue(
                "train.max-rounds", Integer.toString(rounds), "by train.max-epochs"));
  }

  /** A copy of {@code record} with another value of the component {@code name}. */
  private static Object with(Record record, String name) throws ReflectiveOperationException {
    RecordComponent[] components = record.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      Object value = components[i].getAccessor().invoke(record);
      values[i] = components[i].getName().equals(name) ? other(value) : value;
    }
    Constructor<?> canonical = record.getClass().getDeclaredConstructor(types);
    return canonical.newInstance(values);
  }

  private static Object other(Object value) throws ReflectiveOperationException {
    if (value instanceof Integer number) {
      return number + 1;
    } else if (value instanceof Long number) {
      return number + 1;
    } else if (value instanceof Double number) {
      return number / 2 + 0.125;
    } else if (value instanceof Boolean flag) {
      return !flag;
    } else if (value instanceof OptionalInt) {
      return OptionalInt.of(77);
    } else if (value instanceof Optional<?>) {
      return Optional.of("another");
    } else if (value instanceof OptionalDouble) {
      return OptionalDouble.of(7.5);
    } else if (value instanceof Enum<?> constant) {
      Object[] all = constant.getDeclaringClass().getEnumConstants();
      return all[(constant.ordinal() + 1) % all.length];
    } else if (value instanceof Record record) {
      return with(record, record.getClass().getRecordComponents()[0].getName());
    }
    throw new IllegalArgumentException("Teach this test another " + value.getClass());
  }
}
