package org.collapselab.local;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.collapselab.local.doctor.DeviceSelfTest;
import org.collapselab.local.doctor.Doctor;
import org.collapselab.local.doctor.Finding;
import org.collapselab.local.platform.Installation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lab doctor}: what on this machine would keep the lab from running. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description =
        "Checks Java, Maven, disk, memory, cores, ports, the tensor engine and the data folder.")
final class DoctorCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Installation installation = Installation.current();

  @Mixin private DataOption data;

  @Option(
      names = "--gpu",
      arity = "0..1",
      fallbackValue = "cuda:0",
      paramLabel = "DEVICE",
      description =
          "examine a device instead (${FALLBACK-VALUE} if none is named): whether the networks and"
              + " training compute there what they compute on the CPU, how fast it is, its memory")
  private Optional<String> gpu = Optional.empty();

  DoctorCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    boolean wrong = false;
    for (Finding finding : findings()) {
      terminal.print(
          "%-5s %-12s %s".formatted(finding.verdict().word(), finding.subject(), finding.text()));
      wrong |= finding.verdict() == Finding.Verdict.WRONG;
    }
    return wrong ? ExitStatus.MACHINE.code() : ExitStatus.DONE.code();
  }

  private List<Finding> findings() {
    return gpu.map(device -> new DeviceSelfTest(device).examine())
        .orElseGet(() -> new Doctor(installation, data.folder(installation)).examine());
  }
}
