package org.collapselab.curator.planning;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import org.collapselab.contracts.event.EventCodec;
import org.collapselab.contracts.event.EventType;
import org.collapselab.contracts.event.ExperimentSubmitted;

/** Submissions as the text in which the database keeps them: the JSON of the event. */
final class SubmissionJson {

  private SubmissionJson() {}

  static String write(ExperimentSubmitted event) {
    return new String(
        EventCodec.encode(event, "/collapse-lab/curator", Instant.EPOCH).value(), UTF_8);
  }

  static ExperimentSubmitted read(String json) {
    return (ExperimentSubmitted)
        EventCodec.decode(EventType.EXPERIMENT_SUBMITTED.topic(), json.getBytes(UTF_8));
  }
}
