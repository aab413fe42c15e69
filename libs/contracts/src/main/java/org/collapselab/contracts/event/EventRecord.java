package org.collapselab.contracts.event;

import java.util.SortedMap;

/**
 * An event as a Kafka record.
 *
 * @param key the record's key
 * @param headers the CloudEvents attributes of the binary mode
 * @param value the JSON, never modified
 */
@SuppressWarnings("ArrayRecordComponent") // handed to the Kafka client as it is
public record EventRecord(
    String topic, String key, SortedMap<String, String> headers, byte[] value) {}
