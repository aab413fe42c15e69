package org.collapselab.outbox;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.collapselab.contracts.event.Event;
import org.collapselab.contracts.event.EventCodec;
import org.collapselab.contracts.event.EventRecord;
import org.collapselab.messaging.Announcer;

/** The events of a service that the broker has not acknowledged yet. */
@ApplicationScoped
public class Outbox {

  private static final int BATCH = 50;

  private final AgroalDataSource database;
  private final Announcer announcer;

  Outbox(AgroalDataSource database, Announcer announcer) {
    this.database = database;
    this.announcer = announcer;
  }

  /**
   * Adds an event to the caller's transaction: it will be published if that commits, and only then.
   *
   * @throws OutboxException if the database does not take it
   */
  @Transactional(TxType.MANDATORY)
  public void add(Event event) {
    EventRecord record = EventCodec.encode(event, "/collapse-lab/outbox", Instant.EPOCH);
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement("insert into outbox (topic, value) values (?, ?)")) {
      insert.setString(1, record.topic());
      insert.setBytes(2, record.value());
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new OutboxException("cannot add an event for " + record.topic(), e);
    }
  }

  /**
   * Publishes what waits, and returns when the broker has acknowledged it. Events that another
   * thread or replica is about to publish are left to it.
   *
   * @throws org.collapselab.messaging.BrokerUnavailableException if the broker does not take one;
   *     it waits on
   * @throws OutboxException if the database does not answer
   */
  public void flush() {
    int published;
    do {
      published = QuarkusTransaction.requiringNew().call(this::publishBatch);
    } while (published == BATCH);
  }

  /** What waits now. */
  Backlog backlog() {
    return QuarkusTransaction.requiringNew().call(this::readBacklog);
  }

  private Backlog readBacklog() {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement("select count(*), coalesce(min(id), 0) from outbox");
        ResultSet row = select.executeQuery()) {
      row.next();
      return new Backlog(row.getLong(1), row.getLong(2));
    } catch (SQLException e) {
      throw new OutboxException("cannot count what waits", e);
    }
  }

  private int publishBatch() {
    List<Long> ids = new ArrayList<>();
    List<Event> events = new ArrayList<>();
    try (Connection connection = database.getConnection()) {
      select(connection, ids, events);
      announcer.announceAndWait(events);
      delete(connection, ids);
    } catch (SQLException e) {
      throw new OutboxException("cannot publish what waits", e);
    }
    return ids.size();
  }

  private static void select(Connection connection, List<Long> ids, List<Event> events)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select id, topic, value from outbox order by id limit ? for update skip locked")) {
      select.setInt(1, BATCH);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getLong(1));
          events.add(EventCodec.decode(rows.getString(2), rows.getBytes(3)));
        }
      }
    }
  }

  private static void delete(Connection connection, List<Long> ids) throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    try (PreparedStatement delete =
        connection.prepareStatement("delete from outbox where id = any (?)")) {
      delete.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
      delete.executeUpdate();
    }
  }
}
