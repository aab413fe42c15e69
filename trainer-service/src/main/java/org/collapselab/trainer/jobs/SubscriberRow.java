package org.collapselab.trainer.jobs;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.List;
import org.collapselab.contracts.Key;

/** A row of those who wait for a checkpoint. */
@Entity
@Table(name = "subscriber")
@IdClass(SubscriberRow.Id.class)
class SubscriberRow extends PanacheEntityBase {

  record Id(String checkpoint, String experiment, String condition, int iteration)
      implements Serializable {}

  @jakarta.persistence.Id String checkpoint;

  @jakarta.persistence.Id String experiment;

  @jakarta.persistence.Id String condition;

  @jakarta.persistence.Id int iteration;

  static List<Subscriber> of(Key checkpoint) {
    return SubscriberRow.<SubscriberRow>list(
            "checkpoint = ?1 order by experiment, condition, iteration", checkpoint.value())
        .stream()
        .map(row -> new Subscriber(row.experiment, row.condition, row.iteration))
        .toList();
  }
}
