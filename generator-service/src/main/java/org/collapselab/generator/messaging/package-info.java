/** Where events come in: each handler decodes, calls the domain and waits for the broker. */
package org.collapselab.generator.messaging;
