package io.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.checkpoint.CheckpointException;
import io.ncsn.config.ConfigException;
import io.ncsn.data.codec.DataException;
import java.util.List;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureTest {

  @Test
  void aMistakeFoundByATaskIsStillTheUsers() {
    Throwable thrown =
        new SparkException("Job aborted\nDriver stacktrace:", new DataException("Row 3 is bad"));
    assertThat(Failure.of(thrown)).isEqualTo(new Failure(ExitCode.DATA, List.of("Row 3 is bad")));
  }

  @Test
  void everyConfigurationMistakeIsALine() {
    assertThat(Failure.of(new ConfigException(List.of("a", "b"))))
        .isEqualTo(new Failure(ExitCode.USAGE, List.of("a", "b")));
  }

  @Test
  void aFileThatATaskCannotReadIsTheDatas() {
    Throwable thrown =
        new SparkException(
            "Job aborted due to stage failure",
            new SparkException(
                "Encountered error while reading file file:///t/a%20b.parquet. Details:",
                new IllegalStateException("don't know what type: 15\nmore")));
    assertThat(Failure.of(thrown))
        .isEqualTo(
            new Failure(
                ExitCode.DATA,
                List.of(
                    "Cannot read file:///t/a%20b.parquet: don't know what type: 15; check that it is whole")));
  }

  @Test
  void aFileSystemThatFailsIsSaidWithThePath() {
    var cause = new java.io.IOException("Connection refused");
    Throwable thrown = new java.io.UncheckedIOException("Cannot list hdfs://h/x: no answer", cause);
    assertThat(Failure.of(thrown))
        .isEqualTo(
            new Failure(
                ExitCode.FAILURE,
                List.of(
                    "Cannot list hdfs://h/x: no answer; check that the file system is there and answers")));
  }

  /** As a task says it, whose table or shards lie there; not to be taken for a file cut short. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Call From a/127.0.0.1 to h:8020 failed on connection exception: java.net.ConnectException: Connection refused",
        "End of File Exception between local host is: \"a/127.0.0.1\"; destination host is: \"h\":8020; ",
        "All datanodes [DatanodeInfoWithStorage[127.0.0.1:37227,DS-b88,DISK]] are bad. Aborting..."
      })
  void aNamenodeThatDoesNotAnswerIsAFailureNotTheDatas(String message) {
    Throwable gone = new java.io.EOFException(message);
    assertThat(Failure.of(new SparkException("Job aborted", gone)))
        .isEqualTo(
            new Failure(
                ExitCode.FAILURE,
                List.of(
                    "Cannot reach the file system: "
                        + message
                        + "; check that it is there and answers, then run the same command again")));
  }

  @Test
  void aFileThatIsCutShortIsTheDatas() {
    Throwable cut = new java.io.EOFException("Unexpected end of input stream");
    assertThat(Failure.of(new SparkException("Job aborted", cut)))
        .isEqualTo(
            new Failure(
                ExitCode.DATA,
                List.of(
                    "Cannot read a file of the table to its end: Unexpected end of input stream; check that it is whole")));
  }

  @Test
  void aFullDiskIsSaid() {
    Throwable full = new java.io.IOException("No space left on device");
    assertThat(Failure.of(new SparkException("Job aborted", full)))
        .isEqualTo(
            new Failure(
                ExitCode.FAILURE,
                List.of(
                    "Cannot write: found no space left on the device of output or of spark.local.dir; free some, or set another")));
  }

  @Test
  void aFullDiskIsSaidWithWhatWasBeingWritten() {
    String what = "Cannot write model directory /m: The DiskSpace quota of /m is exceeded";
    Throwable full = new java.io.IOException("The DiskSpace quota of /m is exceeded");
    assertThat(Failure.of(new CheckpointException(what, full)).lines())
        .containsExactly(what + "; free some, or set another");
  }

  @Test
  void memoryThatRunsOutIsSaidWithItsOption() {
    Failure failure = Failure.of(new RuntimeException(new OutOfMemoryError("Java heap space")));
    assertThat(failure.code()).isEqualTo(ExitCode.FAILURE);
    assertThat(failure.lines())
        .singleElement()
        .asString()
        .contains("Java heap space", "--driver-memory");
  }

  @Test
  void anythingElseIsAFailureNamedByItsFirstCause() {
    Throwable cause = thrownIn("org.apache.spark.storage.DiskStore", "disk\nfull");
    Failure failure = Failure.of(new RuntimeException("outer", cause));
    assertThat(failure.code()).isEqualTo(ExitCode.FAILURE);
    assertThat(failure.lines())
        .containsExactly(
            "Failed with java.lang.IllegalStateException: disk; add --debug for the stack trace");
  }

  @Test
  void anUncheckedExceptionOfOursIsABugAndSaysWhere() {
    Throwable cause = thrownIn("io.ncsn.data.read.Header", "no column\nmore");
    Failure failure = Failure.of(new SparkException("Job aborted", cause));
    assertThat(failure)
        .isEqualTo(
            new Failure(
                ExitCode.FAILURE,
                List.of(
                    "This is a bug of ncsn, not a mistake of yours: java.lang.IllegalStateException: no column at"
                        + " io.ncsn.data.read.Header.method(File.java:7); please report it with what --debug"
                        + " prints")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "failure to login: javax.security.auth.login.LoginException: java.lang.NullPointerException",
        "SIMPLE authentication is not enabled.  Available:[TOKEN, KERBEROS]",
        "No AWS Credentials provided by SimpleAWSCredentialsProvider"
      })
  void aLoginThatFailsIsNotABadPath(String message) {
    Throwable cause = new java.io.IOException(message);
    for (Throwable thrown :
        List.of(
            new ConfigException("Cannot use output 'hdfs://h/x': " + message, cause),
            new DataException("Cannot read data.input 'hdfs://h/x': " + message, cause))) {
      Failure failure = Failure.of(thrown);
      assertThat(failure.code()).isEqualTo(ExitCode.FAILURE);
      assertThat(failure.lines())
          .singleElement()
          .asString()
          .startsWith("Cannot log in: " + message + "; with Kerberos run kinit")
          .doesNotContain("output");
    }
  }

  /** Java's own frames stand above the one to blame. */
  private static Throwable thrownIn(String type, String message) {
    Throwable thrown = new IllegalStateException(message);
    thrown.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("java.util.Optional", "orElseThrow", "Optional.java", 1),
          new StackTraceElement(type, "method", "File.java", 7),
          new StackTraceElement("io.ncsn.cli.Main", "main", "Main.java", 9)
        });
    return thrown;
  }

  @Test
  void exitCodesAreTheContracts() {
    assertThat(ExitCode.values()).extracting(ExitCode::code).containsExactly(0, 1, 2, 3, 4);
  }
}
