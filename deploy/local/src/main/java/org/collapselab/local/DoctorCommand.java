package org.collapselab.local;

import java.util.concurrent.Callable;
import org.collapselab.local.doctor.Doctor;
import org.collapselab.local.doctor.Finding;
import org.collapselab.local.platform.Installation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

  DoctorCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    boolean wrong = false;
    for (Finding finding : new Doctor(installation, data.folder(installation)).examine()) {
      terminal.print(
          "%-5s %-12s %s".formatted(finding.verdict().word(), finding.subject(), finding.text()));
      wrong |= finding.verdict() == Finding.Verdict.WRONG;
    }
    return wrong ? ExitStatus.MACHINE.code() : ExitStatus.DONE.code();
  }
}
