/**
 * Events that are committed together with the state they follow from. A service adds an event
 * inside its transaction; once committed, the event is published however often the process dies in
 * between, and forgotten only when the broker has acknowledged it. So an event may be published
 * twice, and is never lost nor announced for state that was rolled back.
 *
 * <p>The service's database schema has a table {@code outbox(id bigserial primary key, topic text,
 * value bytea)}.
 */
package org.collapselab.outbox;
