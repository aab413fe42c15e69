package org.collapselab.stack.broker;

import org.collapselab.stack.Part;
import org.collapselab.stack.part.PartLife;

/** The broker's process. */
final class BrokerMain {
  private BrokerMain() {}

  public static void main(String[] arguments) {
    PartLife.run(Part.BROKER, arguments, Broker::start);
  }
}
