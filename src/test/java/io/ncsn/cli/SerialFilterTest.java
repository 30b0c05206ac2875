package io.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.net.URL;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.SignedObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.BadAttributeValueExpException;
import javax.swing.event.EventListenerList;
import org.apache.commons.collections.functors.ConstantTransformer;
import org.apache.commons.collections.map.LazyMap;
import org.apache.spark.SparkConf;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** The filter is in force in the processes of a cluster: LoopbackClusterIT. */
class SerialFilterTest {
  private static final ObjectInputFilter FILTER =
      ObjectInputFilter.Config.createFilter(SerialFilter.pattern());

  @Test
  void whatSparkAndThisProgramSendPasses() throws Exception {
    for (Object object :
        new Object[] {
          new float[] {1, 2},
          new ArrayList<>(List.of("a", 1L, 2.0)),
          new TreeMap<>(Map.of("a", new int[] {1})),
          new StructType().add("a", "double"),
          Vectors.dense(1, 2),
          Duration.ofSeconds(1),
          new io.ncsn.data.codec.Scaler(new double[] {0}, new double[] {1}),
          (Serializable & Runnable) () -> {}
        }) {
      assertThat(isRefused(object)).as(object.toString()).isFalse();
    }
  }

  @Test
  void whatAttacksBeginWithIsRefused() throws Exception {
    Map<Object, Object> lazy = LazyMap.decorate(new TreeMap<>(), new ConstantTransformer(1));
    var key = KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate();
    for (Object object :
        new Object[] {
          new BadAttributeValueExpException("x"),
          new EventListenerList(),
          lazy,
          new SignedObject("x", key, Signature.getInstance("SHA256withECDSA")),
          new ArrayList<>(Arrays.asList("a", lazy)),
          new HashMap<>(Map.of(new URL("http://127.0.0.1:1"), 1)),
          new Object[] {1, new javax.swing.JLabel("x")}
        }) {
      assertThat(isRefused(object)).as(object.getClass().toString()).isTrue();
    }
  }

  @Test
  void executorsAreToldUnlessTheyHaveAFilterOfTheUsers() {
    String option = "spark.executor.extraJavaOptions";
    SparkConf plain = new SparkConf(false).setMaster("spark://host:7077");
    assertThat(SparkSessions.configuration(plain, "x").get(option))
        .startsWith("-Djdk.serialFilter=" + SerialFilter.pattern() + " ")
        .contains(" -Duser.language=en ");
    SparkConf other = plain.clone().set(option, "-Dorg.bytedeco.javacpp.cachedir=/x");
    assertThat(SparkSessions.configuration(other, "x").get(option))
        .startsWith(
            "-Dorg.bytedeco.javacpp.cachedir=/x -Djdk.serialFilter=" + SerialFilter.pattern());
    SparkConf own = plain.clone().set(option, "-Djdk.serialFilter=my.**");
    assertThat(SparkSessions.configuration(own, "x").get(option))
        .startsWith("-Djdk.serialFilter=my.** ")
        .doesNotContain(SerialFilter.pattern());
  }

  private static boolean isRefused(Object object) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      in.setObjectInputFilter(FILTER);
      in.readObject();
      return false;
    } catch (InvalidClassException e) {
      return e.getMessage().contains("REJECTED");
    }
  }
}
