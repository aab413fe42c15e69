package org.collapselab.evaluator.evaluation;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.collapselab.contracts.event.Metric;
import org.collapselab.evaluator.readmodel.JsonText;

/** An iteration of a condition that is to be told of a measurement. */
@Entity
@Table(name = "subscription")
public class SubscriptionRow {

  @Id Long id;
  String experiment;
  String condition;
  int iteration;
  String evaluation;
  boolean reused;
  String metrics;

  @Column(name = "subscribed_at")
  Instant subscribedAt;

  @Column(name = "announced_at")
  Instant announcedAt;

  void announce(List<Metric> values) {
    metrics = JsonText.write(values);
    announcedAt = Instant.now();
  }
}
