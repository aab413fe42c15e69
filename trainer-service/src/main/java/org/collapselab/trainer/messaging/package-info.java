/** Where data sets come in, and what the trainer tells. */
package org.collapselab.trainer.messaging;
