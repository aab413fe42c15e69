package org.collapselab.curator.judging;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.collapselab.vision.judgement.Verdict;

/** The verdict of a judge on an image. */
@Entity
@Table(name = "judgement")
public class JudgementRow {

  /** Which judge on which image. */
  @Embeddable
  public record Id(String image, String judge) {}

  @EmbeddedId Id id;
  String verdict;

  Verdict verdict() {
    return VerdictJson.read(verdict);
  }
}
