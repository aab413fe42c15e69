/**
 * Starts and stops the platform's three servers on this machine: a Kafka broker, an S3 store and a
 * PostgreSQL database, each the real product in a process of its own, so that any one can be killed
 * without the others. Everything lives under one folder, which also keeps the ports and the
 * credentials. This package needs nothing but the JDK; the servers' classes are on the class path
 * of their own processes only.
 */
package org.collapselab.stack;
