/** Where events come in: each handler calls the domain and publishes what follows from it. */
package org.collapselab.curator.messaging;
