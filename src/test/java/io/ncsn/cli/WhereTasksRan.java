package io.ncsn.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import javax.management.BadAttributeValueExpException;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * A Spark job for the launcher's tests, started as the program starts its own: prints its master,
 * its executors, a sum, and how they are protected.
 */
public final class WhereTasksRan {
  private WhereTasksRan() {}

  public static void main(String[] arguments) throws IOException {
    SerialFilter.install();
    byte[] hostile = serialised(new BadAttributeValueExpException("where an attack may begin"));
    try (SparkSession session = SparkSessions.start("where tasks ran")) {
      JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
      List<Integer> numbers = IntStream.rangeClosed(1, 100).boxed().toList();
      int sum = spark.parallelize(numbers, 8).reduce(Integer::sum);
      spark
          .parallelize(numbers, 8)
          .map(
              number ->
                  "executor:threads %s:%s refuses:%s encrypts:%s"
                      .formatted(
                          SparkEnv.get().executorId(),
                          System.getenv("OMP_NUM_THREADS"),
                          refuses(hostile),
                          SparkEnv.get().securityManager().getIOEncryptionKey().isDefined()
                              && SparkEnv.get().securityManager().isEncryptionEnabled()))
          .distinct()
          .collect()
          .stream()
          .sorted(Comparator.naturalOrder())
          .forEach(System.out::println);
      System.out.println("driver refuses:" + refuses(hostile));
      System.out.println("sum " + sum + " on " + spark.master());
    }
  }

  private static boolean refuses(byte[] object) throws IOException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(object))) {
      in.readObject();
      return false;
    } catch (InvalidClassException e) {
      return e.getMessage().contains("REJECTED");
    } catch (ClassNotFoundException e) {
      throw new IOException(e);
    }
  }

  private static byte[] serialised(Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }
}
