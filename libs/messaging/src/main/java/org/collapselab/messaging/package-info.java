/**
 * Announces and receives events over SmallRye Kafka.
 *
 * <p>An {@link org.collapselab.messaging.Announcer} answers when the broker has the event. A {@link
 * org.collapselab.messaging.Receiver} runs a handler until it succeeds, waiting out what passes by
 * itself, and quarantines what does not on the service's dead-letter topic. The channels' settings
 * are defaults of this library: a service names itself ({@code lab.service}) and its topics.
 */
package org.collapselab.messaging;
