/** The Kafka broker: one KRaft node that is broker and controller. */
package org.collapselab.stack.broker;
