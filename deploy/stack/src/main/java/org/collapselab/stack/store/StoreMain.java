package org.collapselab.stack.store;

import org.collapselab.stack.Part;
import org.collapselab.stack.part.PartLife;

/** The object store's process. */
final class StoreMain {
  private StoreMain() {}

  public static void main(String[] arguments) {
    PartLife.run(Part.STORE, arguments, Store::start);
  }
}
