/**
 * The events that the services exchange, one topic and JSON Schema for each type.
 *
 * <p>An event is a CloudEvent in Kafka's binary mode. Its identity is a hash of what it is about,
 * so an event that is announced again has the same identity. Fields may be added to a version; a
 * change that breaks readers is a new version under a new topic.
 */
package org.collapselab.contracts.event;
