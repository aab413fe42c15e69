package org.collapselab.curator.judging;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.collapselab.contracts.Json;
import org.collapselab.vision.judgement.Verdict;

/** Verdicts as the JSON text in which the database keeps them. */
final class VerdictJson {

  private VerdictJson() {}

  static String write(Verdict verdict) {
    return Json.tree(verdict).toString();
  }

  static Verdict read(String json) {
    return Json.read(Json.parse(json.getBytes(UTF_8)), Verdict.class);
  }
}
