package org.collapselab.local;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
    name = "lab",
    mixinStandardHelpOptions = true,
    version = "Collapse Lab 0.1.0",
    description = "Runs the laboratory for nepotistic training on this machine.",
    subcommands = {
      RunCommand.class,
      ServeCommand.class,
      CostCommand.class,
      StatusCommand.class,
      ReportCommand.class,
      LineageCommand.class,
      VerifyCommand.class,
      GcCommand.class,
      StopCommand.class,
      MetricsCommand.class,
      SubmitCommand.class,
      PretrainCommand.class,
      ModelCommand.class,
      GoldensCommand.class,
      JudgeCommand.class,
      ProvenanceCommand.class,
      DoctorCommand.class
    },
    footerHeading = "%nExit status:%n",
    footer = {
      "  0    done",
      "  1    something unforeseen; of 'goldens' and 'verify': something is not what it should be",
      "  2    wrong command line",
      "  3    a spec, a model or a data set is wrong",
      "  4    the machine lacks something: disk, a port, a Java feature; or the data folder is in use",
      "  5    a server or a service did not start or ended by itself",
      "  6    the experiment failed or was cancelled",
      "  130  interrupted by Ctrl-C"
    })
public final class Lab implements Runnable {
  private static volatile boolean shuttingDown;

  @Spec private CommandSpec spec;

  public static void main(String[] arguments) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> shuttingDown = true, "shutting-down"));
    System.exit(execute(Terminal.system(), arguments));
  }

  /** Runs a command line and returns its exit status. */
  static int execute(Terminal terminal, String... arguments) {
    return new CommandLine(new Lab(), new CommandFactory(terminal))
        .setExecutionExceptionHandler((e, command, parsed) -> report(terminal, e))
        .execute(arguments);
  }

  private static int report(Terminal terminal, Exception failure) {
    if (shuttingDown) {
      // Whatever is interrupted by Ctrl-C fails in some way; the person knows why.
      return ExitStatus.INTERRUPTED.code();
    }
    if (failure instanceof LabException known) {
      terminal.say("lab: " + known.getMessage());
      return known.status().code();
    }
    terminal.say("lab: " + failure);
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      terminal.say("  because of " + cause);
    }
    for (StackTraceElement element : failure.getStackTrace()) {
      terminal.say("    at " + element);
    }
    return ExitStatus.BROKEN.code();
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "which command? 'lab run' runs the laptop experiment");
  }
}
