package org.collapselab.stack.database;

import org.collapselab.stack.Part;
import org.collapselab.stack.part.PartLife;

/** The database's process; PostgreSQL itself is its child. */
final class DatabaseMain {
  private DatabaseMain() {}

  public static void main(String[] arguments) {
    PartLife.run(Part.DATABASE, arguments, Postgres::start);
  }
}
