package io.ncsn.cli;

import io.ncsn.config.Redaction;
import io.ncsn.settings.SettingOverride;
import java.io.PrintWriter;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.hadoop.util.ShutdownHookManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code ncsn}, which only combines its subcommands. */
@Command(
    name = "ncsn",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = {
      "Noise-conditional score networks on Apache Spark: learns a table's distribution by denoising score matching"
          + " and draws new rows, fills empty cells and judges rows by it."
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 mistake in the command line or configuration, 2 data that cannot be used, 3 failure, 4 a quality gate not met.",
      "'ncsn COMMAND --help' explains a command, 'ncsn config' lists every setting."
    },
    subcommands = {
      PipelineCommand.class,
      TrainCommand.class,
      SampleCommand.class,
      EvaluateCommand.class,
      LikelihoodCommand.class,
      ScoreCommand.class,
      ImputeCommand.class,
      DriftCommand.class,
      CompareCommand.class,
      BenchCommand.class,
      InspectCommand.class,
      ConfigCommand.class,
      CommandLine.HelpCommand.class
    })
final class NcsnCommand implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(NcsnCommand.class);

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** Returns the command line, ready to execute. Its result is the exit code. */
  static CommandLine commandLine() {
    return new CommandLine(new NcsnCommand())
        .registerConverter(SettingOverride.class, NcsnCommand::override)
        .setExpandAtFiles(false)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler((e, arguments) -> mistake(e))
        .setExecutionExceptionHandler((e, command, result) -> failure(e, command.getErr()));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }

  private static SettingOverride override(String argument) {
    try {
      return SettingOverride.parse(argument);
    } catch (io.ncsn.config.ConfigException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  private static int mistake(ParameterException e) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("ncsn: " + Redaction.hideCredentials(e.getMessage()));
    UnmatchedArgumentException.printSuggestions(e, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'");
    err.flush();
    return ExitCode.USAGE.code();
  }

  /** Prints what went wrong and returns the exit code. */
  static int failure(Throwable e, PrintWriter err) {
    Failure failure = Failure.of(e);
    if (!ShutdownHookManager.get().isShutdownInProgress()) {
      failure.lines().forEach(line -> err.println("ncsn: " + line));
      err.flush();
      LOG.debug("Stack trace: {}", Redaction.hideCredentials(ExceptionUtils.getStackTrace(e)));
    }
    return failure.code().code();
  }
}
