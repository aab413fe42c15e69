package org.collapselab.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What one call of the lab command gave. */
record LabCall(int status, String out, String err) {

  static LabCall of(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Lab.execute(
            new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)),
            arguments);
    return new LabCall(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** What a call says that is refused for its input. */
  static String refusal(String... arguments) {
    LabCall call = of(arguments);
    assertThat(call.status()).as(call.err()).isEqualTo(ExitStatus.BAD_INPUT.code());
    return call.err();
  }
}
