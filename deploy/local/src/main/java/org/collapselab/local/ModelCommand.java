package org.collapselab.local;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lab model}: bring a Stable Diffusion in, look at it, write it in another layout. */
@Command(
    name = "model",
    mixinStandardHelpOptions = true,
    description = "Brings a published model in, checks it, writes it in another layout.",
    subcommands = {ModelCheckCommand.class, ModelDescribeCommand.class, ModelConvertCommand.class})
final class ModelCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command? check, describe or convert");
  }
}
