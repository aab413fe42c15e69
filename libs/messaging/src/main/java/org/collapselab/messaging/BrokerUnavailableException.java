package org.collapselab.messaging;

import org.collapselab.contracts.Transient;

/** The broker did not take an event: announce it again later. */
public final class BrokerUnavailableException extends RuntimeException implements Transient {
  private static final long serialVersionUID = 1L;

  BrokerUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
