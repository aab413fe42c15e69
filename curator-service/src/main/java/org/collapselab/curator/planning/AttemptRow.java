package org.collapselab.curator.planning;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.collapselab.contracts.Key;

/** An image that was asked for to fill a slot, and what was said of it once it was there. */
@Entity
@Table(name = "attempt")
public class AttemptRow {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;

  @Column(name = "plan_id")
  long planId;

  int slot;
  int attempt;
  String image;
  boolean judged;
  Boolean accepted;
  Double quality;

  AttemptRow() {}

  AttemptRow(long planId, int slot, int attempt, Key image) {
    this.planId = planId;
    this.slot = slot;
    this.attempt = attempt;
    this.image = image.value();
  }

  /** Whether the image was seen. */
  public boolean judged() {
    return judged;
  }

  /** The image's key. */
  public Key image() {
    return Key.parse(image);
  }

  /** The slot it is for. */
  public int slot() {
    return slot;
  }

  /** How many attempts at the slot came before it. */
  public int attempt() {
    return attempt;
  }

  /** Whether the judge accepted the image; only once it is judged. */
  public boolean accepted() {
    return accepted;
  }

  /** The image's quality; only once it is judged. */
  public double quality() {
    return quality;
  }

  /** Records the verdict on the image; the higher its quality, the better. */
  public void judge(boolean accepted, double quality) {
    if (judged) {
      throw new IllegalStateException("attempt " + attempt + " at slot " + slot + " is judged");
    }
    this.judged = true;
    this.accepted = accepted;
    this.quality = quality;
  }
}
