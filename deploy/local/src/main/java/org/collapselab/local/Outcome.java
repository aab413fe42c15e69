package org.collapselab.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.collapselab.local.report.Work;

/** How an experiment ended, and where its report is. */
record Outcome(Ending ending, JsonNode metricsJson, Path report) {

  ExitStatus status() {
    return ending.status();
  }

  String text() {
    return "%s%nreport: %s".formatted(ending.text(), report);
  }

  String json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("experiment", ending.view().id());
    node.put("status", ending.view().status());
    node.put("report", report.toString());
    node.put("wasComplete", ending.wasComplete());
    node.set("work", Work.of(ending.view()).json());
    node.set("metrics", metricsJson);
    return node.toPrettyString();
  }
}
